#include <algorithm>
#include <cmath>

#include "latency/reduce.h"
#include "times.h"

using namespace llmtco;

namespace {

double variance(const LatencyDistribution& times) { return (times.variance() / (second * second))[0]; }

/// Largest relative difference at p50, p95 and p99 between a sum and 100,000 single ones.
double largest_difference(const LatencyDistribution& model, std::vector<double> simulated) {
  std::sort(simulated.begin(), simulated.end());
  double largest = 0;
  for (const double p : {0.5, 0.95, 0.99}) {
    const double at = simulated[static_cast<std::size_t>(p * static_cast<double>(simulated.size()))];
    largest = std::max(largest, std::abs(seconds(model.quantile(p)) / at - 1));
  }
  return largest;
}

}  // namespace

TEST_CASE("two times of 1 s in the median, 2 s at the 95th percentile, one after the other") {
  // Mean 2 x 1.092852, variance 2 x 0.232087, skewness 2 x 0.157441 / 0.464174^1.5 = 0.995699: c = 0.320886,
  // shift = 2.185703 - 0.681303 / 0.320886 = 0.062511, median 2.021659, sigma 0.313057.
  const LatencyDistribution both = lognormal(1, 2).then(lognormal(1, 2));
  REQUIRE(both.components().size() == 1);
  CHECK(seconds(both.mean()) == doctest::Approx(2.1857033).epsilon(1e-7));
  CHECK(variance(both) == doctest::Approx(0.46417372).epsilon(1e-7));
  CHECK(seconds(both.components()[0].shift) == doctest::Approx(0.0625106).epsilon(1e-5));
  CHECK(seconds(both.quantile(0.5)) == doctest::Approx(2.0841700).epsilon(1e-7));
  CHECK(seconds(both.quantile(0.95)) == doctest::Approx(3.4458100).epsilon(1e-7));
  // Percentiles do not add: 2 + 2 s is above the 95th of the sum by a sixth.
  CHECK(seconds(both.quantile(0.95)) < 0.87 * 4);
}

TEST_CASE("a time that is the same for all requests moves the other, to the last bit") {
  const LatencyDistribution moved = lognormal(1, 2).then(always(0.25)),
                            before = always(0.25).then(lognormal(1, 2));
  CHECK(seconds(moved.quantile(0.5)) == 1.25);
  CHECK(seconds(moved.quantile(0.95)) == 2.25);
  CHECK(seconds(before.quantile(0.95)) == 2.25);
  CHECK(seconds(always(1).then(always(2)).quantile(0.7)) == 3);
  CHECK(seconds(lognormal(1, 2).then(always(0)).quantile(0.95)) == 2);
}

TEST_CASE("sums have the percentiles of 100,000 single sums within a few percent") {
  struct Case {
    double p50, p95, next_p50, next_p95, difference;
  };
  // The sampling error of the 99th percentile alone is near 1 %.
  const std::vector<Case> cases = {{1, 2, 1, 2, 0.015},  {0.3, 0.6, 5, 10, 0.015}, {1, 3, 2, 6, 0.015},
                                   {10, 50, 1, 2, 0.02}, {1, 3, 5, 25, 0.02},      {1, 7, 1, 7, 0.055}};
  SingleRequests requests;
  for (const Case& one : cases) {
    CAPTURE(one.p50);
    CAPTURE(one.p95);
    std::vector<double> simulated;
    for (int i = 0; i < 100'000; ++i) {
      simulated.push_back(requests.time(one.p50, one.p95) + requests.time(one.next_p50, one.next_p95));
    }
    const auto model = lognormal(one.p50, one.p95).then(lognormal(one.next_p50, one.next_p95));
    CHECK(largest_difference(model, std::move(simulated)) < one.difference);
  }
}

TEST_CASE("a cascade: every request asks a small model, three in ten then a large one") {
  SingleRequests requests;
  std::vector<double> simulated;
  for (int i = 0; i < 100'000; ++i) {
    const double small = requests.time(0.5, 1.5);
    simulated.push_back(requests.uniform() < 0.7 ? small : small + requests.time(4, 10));
  }
  const LatencyDistribution cascade =
      lognormal(0.5, 1.5).then(mix({{0.7, always(0)}, {0.3, lognormal(4, 10)}}));
  CHECK(cascade.components().size() == 2);
  CHECK(largest_difference(cascade, std::move(simulated)) < 0.025);
}

TEST_CASE("sums add means and variances, whatever was merged on the way") {
  std::vector<LatencyShare> parts;
  for (int k = 0; k < 5; ++k) parts.push_back({1.0 + k, lognormal(1 + k * k, 3 + 2 * k * k)});
  const LatencyDistribution five = mix(parts), sum = five.then(five), four = sum.then(sum);
  CHECK(sum.components().size() <= latency_parts::most_components);
  CHECK(four.components().size() <= latency_parts::most_components);
  CHECK(seconds(sum.mean()) == doctest::Approx(2 * seconds(five.mean())).epsilon(1e-12));
  CHECK(variance(sum) == doctest::Approx(2 * variance(five)).epsilon(1e-12));
  CHECK(seconds(four.mean()) == doctest::Approx(4 * seconds(five.mean())).epsilon(1e-12));
  CHECK(variance(four) == doctest::Approx(4 * variance(five)).epsilon(1e-12));
}

TEST_CASE("no sum takes less than the least times of its parts") {
  // A mix of a frequent long and a rare short time leans to the left: no lognormal does.
  const LatencyComponent rare{0.1, {}, 1.0 * second, 1.0 * second},
      often{0.9, {}, 3.0 * second, 3.3 * second};
  const LatencyComponent one = latency_parts::merged(rare, often);
  CHECK(seconds(one.shift) == 0);  // `often` may take any time above 0
  CHECK(one.weight[0] == 1);
  const double mean = 0.1 * 1 + 0.9 * latency_parts::moments(often).mean[0];
  CHECK(latency_parts::moments(one).mean[0] == doctest::Approx(mean).epsilon(1e-13));
}

TEST_CASE("times that are equal but for rounding are merged into that time") {
  std::vector<LatencyShare> parts;
  for (int k = 0; k < 5; ++k) parts.push_back({0.1 + k, always(3.3)});
  const LatencyDistribution three = mix(parts).then(mix(parts)).then(lognormal(1, 2));
  CHECK(three.components().size() <= latency_parts::most_components);
  CHECK(seconds(three.quantile(0.5)) == doctest::Approx(7.6).epsilon(1e-6));
  CHECK(seconds(three.quantile(0.95)) == doctest::Approx(8.6).epsilon(1e-6));
}

TEST_CASE("the nearest components are merged first") {
  std::vector<LatencyComponent> many, two(2, {0.5, {}, 1.0 * second, 2.0 * second});
  for (const double p50 : {1.0, 50.0, 1.1, 10.0, 200.0})
    many.push_back({0.2, {}, p50 * second, 2 * p50 * second});
  latency_parts::reduce(many, two);
  REQUIRE(many.size() == 4);
  CHECK(two.size() == 2);
  CHECK(many[0].weight[0] == 0.4);
  CHECK(latency_parts::moments(many[0]).mean[0] == doctest::Approx(1.05 * 1.0928517));
}

TEST_CASE("a merged component without requests in a draw is the other one there") {
  Column weight = Column::uninitialised();
  for (std::size_t i = 0; i < block_draws; ++i) weight.values()[i] = i % 2 == 0 ? 0.0 : 0.5;
  const LatencyComponent a{weight, {}, 1.0 * second, 2.0 * second}, b{0.5, {}, 5.0 * second, 7.0 * second};
  const LatencyComponent one = latency_parts::merged(a, b);
  CHECK(seconds(one.p50, 0) == 5);
  CHECK(seconds(one.p95, 0) == 7);
  CHECK(one.weight[0] == 0.5);
  CHECK(one.weight[1] == 1);
  CHECK(latency_parts::moments(one).mean[1] ==
        doctest::Approx(1.0928517 / 2 +
                        5 * latency_parts::moments({1.0, {}, 1.0 * second, 1.4 * second}).mean[0] / 2));
}
