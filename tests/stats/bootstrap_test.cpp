#include "stats/bootstrap.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace llmtco;

TEST_CASE("median and its bootstrap interval") {
  CHECK(median({3, 1, 2}) == 2);
  CHECK(median({4, 1, 2, 3}) == 2.5);
  const Sampled same = sampled({5, 5, 5, 5});
  CHECK(same.low == 5);
  CHECK(same.high == 5);
  CHECK(half_width(same) == 0);

  std::vector<double> values;
  Resampler draw(2);
  for (int i = 0; i < 101; ++i) values.push_back(10 + draw.uniform());
  const Sampled s = sampled(values);
  CHECK(s.samples == 101);
  CHECK(s.best < s.low);
  CHECK(s.low < s.median);
  CHECK(s.median < s.high);
  // The median of n uniforms has standard deviation 1 / (2 sqrt(n)) = 0.05: the interval is about 0.2 wide.
  CHECK(s.high - s.low > 0.1);
  CHECK(s.high - s.low < 0.3);
}

TEST_CASE("the 95 % interval of a median holds the true one in about 95 of 100 samples") {
  Resampler draw(9);
  int hits = 0;
  for (int run = 0; run < 300; ++run) {
    std::vector<double> values;
    for (int i = 0; i < 25; ++i) values.push_back(draw.uniform());
    const Sampled s = sampled(values, static_cast<std::uint64_t>(run) + 1, 200);
    hits += s.low <= 0.5 && 0.5 <= s.high;
  }
  CHECK(hits > 0.90 * 300);
  CHECK(hits < 300);
}
