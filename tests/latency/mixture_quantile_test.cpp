#include <algorithm>
#include <cmath>
#include <limits>

#include "host/isa.h"
#include "times.h"

using namespace llmtco;

namespace {

/// Mixtures that are hard on a solver: far apart, of nearly no spread, with jumps, shifts and weights of 0.
std::vector<LatencyDistribution> hard_ones() {
  const auto short_one =
      LatencyDistribution::from_percentiles(between(0.2, 1, 1) * second, between(1, 4, 2) * second);
  const auto long_one =
      LatencyDistribution::from_percentiles(between(1, 30, 3) * second, between(30, 90, 4) * second);
  const auto steady = LatencyDistribution::from_percentiles(2.0 * second, 2.0001 * second);
  const auto point = LatencyDistribution::constant(between(0, 5, 5) * second);
  const Column share = max(0.0, between(-0.2, 1, 6));
  return {mix({{share, short_one}, {1.0 - share, long_one}}),
          mix({{share, steady}, {1.0 - share, long_one}}),
          mix({{share, point}, {1.0 - share, short_one}}),
          mix({{share, point}, {0.5, always(1)}, {1.0 - share, steady}}),
          mix({{share, point.then(short_one)}, {1.0 - share, long_one}, {0.3, always(0)}}),
          mix({{share, short_one.then(long_one)}, {1.0 - share, lognormal(1e-3, 2e-3)}})};
}

const std::vector<double> places = {1e-4, 0.01, 0.05, 0.2, 0.4, 0.5, 0.6, 0.8, 0.95, 0.99, 0.9999};

}  // namespace

TEST_CASE("a part p of the requests of a mix, and no more, is done within its quantile at p") {
  for (const LatencyDistribution& times : hard_ones()) {
    for (const double p : places) {
      const Drawn<Seconds> at = times.quantile(p);
      const Column before = times.cdf((1 - 2e-6) * at), after = times.cdf((1 + 2e-6) * at);
      for (std::size_t i = 0; i < block_draws; ++i) {
        CAPTURE(p);
        CAPTURE(i);
        CAPTURE(seconds(at, i));
        CHECK(after[i] >= p - 1e-15);
        if (seconds(at, i) > 0) CHECK(before[i] <= p + 1e-15);
      }
    }
  }
}

TEST_CASE("a larger part of the requests takes no less time") {
  for (const LatencyDistribution& times : hard_ones()) {
    Column last = 0.0;
    for (const double p : places) {
      const Column at = times.quantile(p) / second;
      CAPTURE(p);
      CHECK(all(less_equal(last, at)));
      last = at;
    }
  }
}

TEST_CASE("100,000 single requests have the percentiles of the mix, within their sampling error") {
  // 70 % with (0.8, 2) s, 30 % with (3, 12) s. A part p of n requests is found with error sqrt(p (1 - p) /
  // n).
  constexpr int n = 100'000;
  SingleRequests requests;
  std::vector<double> simulated;
  for (int i = 0; i < n; ++i) {
    simulated.push_back(requests.uniform() < 0.7 ? requests.time(0.8, 2) : requests.time(3, 12));
  }
  std::sort(simulated.begin(), simulated.end());
  const LatencyDistribution times = mix({{0.7, lognormal(0.8, 2)}, {0.3, lognormal(3, 12)}});
  for (const double p : {0.5, 0.95, 0.99}) {
    const double error = std::sqrt(p * (1 - p) / n), at = seconds(times.quantile(p));
    const auto within = std::upper_bound(simulated.begin(), simulated.end(), at) - simulated.begin();
    CAPTURE(p);
    CAPTURE(at);
    CHECK(std::abs(static_cast<double>(within) / n - p) < 3 * error);
    CHECK(std::abs(times.cdf(simulated[static_cast<std::size_t>(p * n)] * second)[0] - p) < 3 * error);
  }
  double sum = 0;
  for (const double time : simulated) sum += time;
  const double deviation = std::sqrt((times.variance() / (second * second))[0]);
  CHECK(std::abs(sum / n - seconds(times.mean())) < 3 * deviation / std::sqrt(n));
}

TEST_CASE("draws in which one part gets all requests have the quantile of that part, to the last bit") {
  Column first = Column::uninitialised();
  for (std::size_t i = 0; i < block_draws; ++i) first.values()[i] = i % 3 == 0 ? 1.0 : i % 3 == 1 ? 0.0 : 0.4;
  const LatencyDistribution a = lognormal(1, 2), b = lognormal(3, 9),
                            both = mix({{first, a}, {1.0 - first, b}});
  for (const double p : {0.3, 0.5, 0.95}) {
    const Drawn<Seconds> at = both.quantile(p);
    for (std::size_t i = 0; i + 2 < block_draws; i += 3) {
      CHECK(seconds(at, i) == seconds(a.quantile(p)));
      CHECK(seconds(at, i + 1) == seconds(b.quantile(p)));
      CHECK(seconds(at, i + 2) > seconds(a.quantile(p)));
      CHECK(seconds(at, i + 2) < seconds(b.quantile(p)));
    }
  }
  CHECK(seconds(both.mean(), 0) == seconds(a.mean()));
}

TEST_CASE("what a time is where nobody takes it makes no difference") {
  Column first = Column::uninitialised(), strange = Column::uninitialised();
  for (std::size_t i = 0; i < block_draws; ++i) {
    first.values()[i] = i % 4 < 2 ? 0.0 : 0.5;
    strange.values()[i] = i % 4 == 0   ? std::nan("")
                          : i % 4 == 1 ? std::numeric_limits<double>::infinity()
                                       : 1.0;
  }
  const auto odd = LatencyDistribution::from_percentiles(strange * second, 2.0 * (strange * second));
  const LatencyDistribution b = mix({{1.0, lognormal(3, 9)}, {1.0, lognormal(4, 5)}});
  const LatencyDistribution both = mix({{first, odd}, {1.0 - first, b}});
  for (std::size_t i = 0; i < block_draws; ++i) {
    CAPTURE(i);
    if (i % 4 < 2) {
      CHECK(seconds(both.quantile(0.5), i) == doctest::Approx(seconds(b.quantile(0.5))).epsilon(1e-6));
      CHECK(seconds(both.mean(), i) == doctest::Approx(seconds(b.mean())).epsilon(1e-14));
      CHECK(both.cdf(4.0 * second)[i] == doctest::Approx(b.cdf(4.0 * second)[0]).epsilon(1e-14));
      CHECK(both.cdf(Drawn<Seconds>())[i] == doctest::Approx(0));
    } else {
      CHECK(seconds(both.quantile(0.5), i) < seconds(b.quantile(0.5)));
    }
  }
}

TEST_CASE("where nobody asks there is no time, and requests that never end have an infinite one") {
  const LatencyDistribution nobody =
      mix({{0.0 * between(1, 2, 7), lognormal(1, 2)}, {0.0 * between(1, 2, 8), always(1)}});
  CHECK(std::isnan(seconds(nobody.quantile(0.5))));
  CHECK(std::isnan(seconds(mix({{0.0, lognormal(1, 2)}}).quantile(0.5))));
  const double never = std::numeric_limits<double>::infinity();
  CHECK(std::isinf(seconds(mix({{0.5, lognormal(1, 2)}, {0.5, always(never)}}).quantile(0.95))));
}

TEST_CASE("a draw's quantile depends on that draw alone") {
  const Column p50 = between(0.2, 1, 1), p95 = between(1, 4, 2), far = between(1, 30, 3),
               share = between(0, 1, 4);
  const auto blended = [](const Column& a, const Column& b, const Column& c, const Column& weight) {
    return mix({{weight, LatencyDistribution::from_percentiles(a * second, b * second)},
                {1.0 - weight, LatencyDistribution::from_percentiles(c * second, 3.0 * c * second)}});
  };
  const LatencyDistribution all = blended(p50, p95, far, share);
  for (const double p : {0.5, 0.95}) {
    const Drawn<Seconds> together = all.quantile(p);
    for (std::size_t i = 0; i < block_draws; ++i) {
      CAPTURE(i);
      CHECK(seconds(together, i) == seconds(blended(p50[i], p95[i], far[i], share[i]).quantile(p)));
    }
  }
}

TEST_CASE("every instruction set gives the same bits") {
  const Isa before = isa();
  std::vector<Column> expected;
  for (const Isa one : available_isas()) {
    set_isa(one);
    std::vector<Column> found;
    for (const LatencyDistribution& times : hard_ones()) {
      for (const double p : {0.3, 0.5, 0.95}) found.push_back(times.quantile(p) / second);
    }
    if (expected.empty()) expected = found;
    for (std::size_t k = 0; k < found.size(); ++k) CHECK(all(equal(found[k], expected[k])));
  }
  set_isa(before);
}
