#include <algorithm>
#include <cmath>

#include "times.h"

using namespace llmtco;

namespace {

double deviation(const LatencyDistribution& times) {
  return std::sqrt((times.variance() / (second * second))[0]);
}

MoreRounds rounds(double mean, double deviation, double pause = 0, double pause_cv = 0) {
  return {.mean = mean, .variance = deviation * deviation, .pause = pause * second, .pause_cv = pause_cv};
}

}  // namespace

TEST_CASE("ten rounds of a second with two seconds between, all alike but for their number") {
  // 1 s and 9 x 3 s; 5 rounds of 3 s either way. Pauses that differ by 2 s add 9 x 4 s^2: sqrt(225 + 36) = 16.155 s.
  const LatencyDistribution task = always(1).repeated(rounds(9, 5, 2));
  CHECK(seconds(task.mean()) == doctest::Approx(28));
  CHECK(deviation(task) == doctest::Approx(15));
  CHECK(deviation(always(1).repeated(rounds(9, 5, 2, 1))) == doctest::Approx(16.155).epsilon(1e-4));
}

TEST_CASE("as many rounds for everybody are that many times the first, with the pauses") {
  const LatencyDistribution task = lognormal(1, 2).repeated(rounds(9, 0, 2));
  CHECK(seconds(task.quantile(0.5)) == doctest::Approx(28));
  CHECK(seconds(task.quantile(0.95)) == doctest::Approx(38));
  CHECK(seconds(lognormal(1, 2).repeated(rounds(0, 0, 2)).quantile(0.95)) == doctest::Approx(2));
}

TEST_CASE("a task's slowest twentieth are those of many rounds as much as of slow ones") {
  struct Case {
    double p95, more, deviation, pause, pause_cv, within;
  };
  for (const Case& c :
       {Case{2, 9, 5, 0, 0, 0.02}, Case{2, 15.8, 7, 2, 1, 0.02}, Case{1.1, 19, 20, 0, 0, 0.02},
        Case{2, 1, 1, 3, 0.5, 0.02}, Case{4, 2, 2.4, 1, 0.5, 0.05}}) {
    CAPTURE(c.more);
    CAPTURE(c.deviation);
    SingleRequests requests;
    const double square = std::log1p(c.deviation * c.deviation / (c.more * c.more));
    const double median = c.more * std::exp(-0.5 * square),
                 high = median * std::exp(1.6448536 * std::sqrt(square));
    std::vector<double> simulated;
    for (int i = 0; i < 100'000; ++i) {
      const double more = requests.time(median, high), first = requests.time(1, c.p95);
      // `more` pauses, taken together as one lognormal of their mean and variance.
      const double spread = std::log1p(c.pause_cv * c.pause_cv / more);
      const double pauses = c.pause * more * std::exp(-0.5 * spread);
      const double differing =
          c.pause_cv == 0 ? pauses : requests.time(pauses, pauses * std::exp(1.6448536 * std::sqrt(spread)));
      simulated.push_back(first * (1 + more) + differing);
    }
    std::sort(simulated.begin(), simulated.end());
    const LatencyDistribution task =
        lognormal(1, c.p95).repeated(rounds(c.more, c.deviation, c.pause, c.pause_cv));
    for (const double p : {0.5, 0.95}) {
      CAPTURE(p);
      const double at = simulated[static_cast<std::size_t>(p * 1e5)];
      CHECK(std::abs(seconds(task.quantile(p)) / at - 1) < c.within);
    }
  }
}
