#include "stats/quantiles.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include "columns/repeatable.h"

using namespace llmtco;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

/// Uniform numbers that need no other module: the fractional parts of a quadratic walk, hashed.
struct Walk {
  std::uint64_t state;
  double next() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (static_cast<double>((state * 0x2545F4914F6CDD1Du) >> 12) + 0.5) * 0x1p-52;
  }
};

/// Type 7 by its definition, on a sorted copy.
double by_sorting(std::vector<double> x, double p) {
  std::sort(x.begin(), x.end());
  const double place = p * static_cast<double>(x.size() - 1);
  const auto k = static_cast<std::size_t>(place);
  if (k + 1 == x.size() || place == std::floor(place)) return x[k];
  return x[k] == x[k + 1] ? x[k] : x[k] + (place - std::floor(place)) * (x[k + 1] - x[k]);
}

const std::vector<double> probabilities = {0, 0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1};

void check_against_sorting(const std::vector<double>& x) {
  const std::vector<double> q = quantiles(x, probabilities);
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    CAPTURE(probabilities[i]);
    CHECK(q[i] == by_sorting(x, probabilities[i]));
  }
}

}  // namespace

TEST_CASE("the quantile of four numbers, by hand") {
  const std::vector<double> x = {40, 10, 30, 20};
  CHECK(quantiles(x, std::vector{0.5})[0] == 25);     // place 1.5
  CHECK(quantiles(x, std::vector{0.25})[0] == 17.5);  // place 0.75
  CHECK(quantiles(x, std::vector{0.0, 1.0}) == std::vector<double>{10, 40});
  CHECK(quantiles(std::vector{7.0}, std::vector{0.05, 0.95}) == std::vector<double>{7, 7});
}

TEST_CASE("quantiles equal those of the sorted values, whatever these look like") {
  Walk walk{1};
  for (std::size_t n : {2u, 9u, 1024u, 8192u, 100000u}) {
    std::vector<double> lognormal, normal, rounded, zeros, wide, equal(n, 3.25);
    for (std::size_t i = 0; i < n; ++i) {
      const double z = repeatable::normal_quantile(walk.next());
      lognormal.push_back(1660 * repeatable::exp(0.9 * z));
      normal.push_back(z);
      rounded.push_back(std::floor(4 * z));
      zeros.push_back(walk.next() < 0.3 ? (walk.next() < 0.5 ? 0.0 : -0.0) : lognormal.back());
      wide.push_back((z < 0 ? -1 : 1) * repeatable::exp(200 * z));
    }
    for (const auto& x : {lognormal, normal, rounded, zeros, wide, equal}) check_against_sorting(x);
  }
}

TEST_CASE(
    "infinite values are in order: an option that saturates in a tenth of the draws has an infinite P95") {
  Walk walk{7};
  std::vector<double> x;
  for (int i = 0; i < 8192; ++i) x.push_back(i % 10 == 0 ? inf : walk.next());
  x[5] = -inf;
  check_against_sorting(x);
  const std::vector<double> q = quantiles(x, std::vector{0.0, 0.5, 0.95});
  CHECK(q[0] == -inf);
  CHECK(std::isfinite(q[1]));
  CHECK(q[2] == inf);
}

TEST_CASE("a value that is not a number is refused by its place") {
  std::vector<double> x(2048, 1.0);
  x[77] = std::nan("");
  CHECK_THROWS_WITH_AS(quantiles(x, std::vector{0.5}), "draw 77 of a series is not a number",
                       std::domain_error);
  CHECK_THROWS_AS(quantile_estimates(x, 8, std::vector{0.5}), std::domain_error);
}

TEST_CASE("the interval of a quantile is the quantiles at p -+ t sd(c) / sqrt(R)") {
  // Two replicates of 1,000 values each: 0 ... 999 and the same moved up by 100. Pooled, place 999.5 of the
  // 2,000 is 549.5 (values up to 549: 550 and 450). c = 0.55 and 0.45: sd 0.0707, t(1) = 6.314, half width
  // 0.3157 of probability: from p = 0.1843 to 0.8157. Below 999 * ... the pooled distribution function is (2
  // x - 98) / 2000 for x in [100, 999], so x = (2000 p + 98) / 2 = 233.3 and 864.7.
  std::vector<double> x;
  for (int i = 0; i < 1000; ++i) x.push_back(i);
  for (int i = 0; i < 1000; ++i) x.push_back(i + 100);
  const Estimate median = quantile_estimates(x, 2, std::vector{0.5})[0];
  CHECK(median.value == doctest::Approx(549.5));
  CHECK(median.low == doctest::Approx(233.3).epsilon(0.003));
  CHECK(median.high == doctest::Approx(864.7).epsilon(0.003));
  CHECK(median.half_width() == doctest::Approx(315.7).epsilon(0.003));
}

TEST_CASE("the same interval by buckets: values well away from zero, spread over many buckets") {
  // As above, between 1e6 and 1e6 + 1.1e6, so that no bucket holds more than a 64th.
  std::vector<double> x;
  for (int i = 0; i < 1000; ++i) x.push_back(1e6 + 1000 * i);
  for (int i = 0; i < 1000; ++i) x.push_back(1e6 + 1000 * (i + 100));
  const Estimate median = quantile_estimates(x, 2, std::vector{0.5})[0];
  CHECK(median.value == doctest::Approx(1549500));
  CHECK(median.low == doctest::Approx(1233300).epsilon(0.003));
  CHECK(median.high == doctest::Approx(1864700).epsilon(0.003));
}

TEST_CASE("replicates that agree leave no interval") {
  std::vector<double> x;
  for (int r = 0; r < 8; ++r) {
    for (int i = 0; i < 1024; ++i) x.push_back(i);
  }
  const Estimate median = quantile_estimates(x, 8, std::vector{0.5})[0];
  CHECK(median.value == 511.5);
  CHECK(median.low == median.high);
}
