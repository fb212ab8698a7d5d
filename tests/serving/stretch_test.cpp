#include "serving/stretch.h"

#include <doctest/doctest.h>

#include "serving/decoding.h"
#include "serving/histogram.h"

using namespace llmtco::serving;

TEST_CASE("steps that grow by the same time add up in one formula, held back by a floor or not") {
  // 10 + 13 + 16 + 19 = 58; with a floor of 15: 15 + 15 + 16 + 19 = 65.
  const Stretch free{.first = 10, .slope = 3}, held{.first = 10, .slope = 3, .floor = 15};
  CHECK(free.total(4) == 58);
  CHECK(held.total(4) == 65);
  for (const Stretch& s :
       {free, held, Stretch{.first = 7, .slope = 0}, Stretch{.first = 7, .slope = 0, .floor = 9}}) {
    Picoseconds sum = 0;
    for (std::int64_t k = 1; k <= 50; ++k) {
      sum += s.step(k - 1);
      CHECK(s.total(k) == sum);
      CHECK(s.until(sum, 60) == k);  // a request that arrives just then is in time for the step behind
      CHECK(s.until(sum + 1, 60) == k + 1);
      CHECK(s.until(sum - 1, 60) == k);
      CHECK(s.until(sum, 1) == 1);
    }
  }
}

TEST_CASE("blocks that many steps take are those that each of them takes") {
  for (const int size : {1, 4, 7, 16}) {
    CAPTURE(size);
    Decoding many({.block_size = size}), one({.block_size = size});
    const std::int32_t contexts[] = {2, 5, 16, 17, 18, 33, 100};
    for (std::uint32_t i = 0; i < 7; ++i) {
      for (Decoding* d : {&many, &one})
        d->add({.id = i, .order = i, .end = 400 + static_cast<std::int32_t>(i)}, contexts[i]);
    }
    std::int64_t blocks = 0;
    for (std::int64_t k = 1; k <= 60; ++k) {
      blocks += one.demand();
      one.advance(1);
      CHECK(many.demand(k) == blocks);
      CHECK(many.steps_within(blocks, 60) >= k);
      if (one.demand() > 0) CHECK(many.steps_within(blocks, 60) == k);
    }
    CHECK(one.until_first_end() == 400 + 6 - 100 - 60);
  }
}

TEST_CASE("times are counted in classes of 1.6 %") {
  TimeHistogram h;
  h.add({.first = 1'000'000, .slope = 1000}, 1001, 2);  // 1 us to 2 us
  CHECK(h.total() == 2002);
  CHECK(h.mean() == doctest::Approx(1.5e-6).epsilon(0.005));
  CHECK(h.quantile(0.5) == doctest::Approx(1.5e-6).epsilon(0.01));
  CHECK(h.quantile(0.99) == doctest::Approx(1.99e-6).epsilon(0.01));
}
