#include "stats/tail.h"

#include <doctest/doctest.h>

#include <numeric>
#include <vector>

using namespace llmtco;

namespace {

/// 0, 1, 2 ... in as many blocks of 1,024, dealt to the replicates in turn.
Series numbers(std::size_t blocks) {
  Series series(blocks);
  for (std::size_t block = 0; block < blocks; ++block) {
    double* to = series.begin_block(block);
    for (std::size_t i = 0; i < block_draws; ++i) to[i] = static_cast<double>(i * blocks + block);
    series.end_block(block);
  }
  series.finish();
  return series;
}

}  // namespace

TEST_CASE("the worst hundredth of 0 to 10,239 are the last 102 and two fifths of the one before") {
  const Series series = numbers(10);
  // 102 numbers 10,138 to 10,239, mean 10,188.5, and 0.4 of 10,137; over 102.4.
  CHECK(mean_of_worst(series, 0.01, 10).value ==
        doctest::Approx((102 * 10188.5 + 0.4 * 10137) / 102.4).epsilon(1e-12));
  // Place 0.99 x 10,239 = 10,136.61.
  CHECK(exceeded_by_worst(series, 0.01, 10).value == doctest::Approx(10136.61));
}

TEST_CASE("what is the same in every draw has that tail, without doubt") {
  const Series series(4, 7.0);
  for (const Estimate& e : {mean_of_worst(series, 0.01, 4), exceeded_by_worst(series, 0.01, 4)}) {
    CHECK(e.value == 7);
    CHECK(e.half_width() == 0);
  }
}

TEST_CASE("the mean of the worst draws is never less than what they exceed") {
  const Series series = numbers(4);
  for (const double share : {0.001, 0.01, 0.2, 0.9})
    CHECK(mean_of_worst(series, share, 4).value >= exceeded_by_worst(series, share, 4).value - 1);
}

TEST_CASE("left out one replicate at a time, the worst draws are those of the others") {
  std::vector<double> values(400);
  std::iota(values.begin(), values.end(), 1.0);
  const LeftOut worst = worst_left_out(values, 4, 0.01);
  CHECK(worst.all == doctest::Approx(398.5));  // 397 to 400
  REQUIRE(worst.without.size() == 4);
  CHECK(worst.without[0] == doctest::Approx(399));  // three of 300: 398 to 400
  CHECK(worst.without[3] == doctest::Approx(299));
}
