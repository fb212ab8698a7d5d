#include <algorithm>
#include <functional>
#include <random>

#include "columns/repeatable.h"
#include "routing/answer_cache.h"
#include "routing/cascade.h"
#include "routing/fallback.h"
#include "routing/votes.h"

using namespace llmtco;
using namespace llmtco::routing;

namespace {

LatencyDistribution spread(double p50_s, double p95_s) {
  return LatencyDistribution::from_percentiles(p50_s * second, p95_s * second);
}
AnswerTimes leg(double p50_s, double p95_s) {
  return {spread(0.2 * p50_s, 0.2 * p95_s), spread(0.02, 0.03), spread(p50_s, p95_s)};
}

class Lots {
 public:
  double uniform() { return (static_cast<double>(words_() >> 12) + 0.5) * 0x1p-52; }
  double time(double p50, double p95) {
    return p50 * repeatable::exp(repeatable::log(p95 / p50) / 1.6448536269514722 *
                                 repeatable::normal_quantile(uniform()));
  }

 private:
  std::mt19937_64 words_{20261129};
};

/// Half, 95 % and 99 % of 400,000 requests one by one against the distribution, within 2 %.
void agree(const LatencyDistribution& times, const std::function<double(Lots&)>& request) {
  Lots lots;
  std::vector<double> all(400'000);
  for (double& each : all) each = request(lots);
  std::sort(all.begin(), all.end());
  for (const double p : {0.5, 0.95, 0.99}) {
    CAPTURE(p);
    const double simulated = all[static_cast<std::size_t>(p * static_cast<double>(all.size()))];
    CHECK((times.quantile(p) / second)[0] == doctest::Approx(simulated).epsilon(0.02));
  }
}

}  // namespace

TEST_CASE("a router's requests wait for the leg they are sent to: as simulated one by one") {
  const auto before = spread(0.05, 0.1);
  const AnswerTimes mix = behind(before, side_by_side({{0.7, leg(1, 2)}, {0.3, leg(4, 8)}}));
  agree(mix.e2e, [](Lots& lots) {
    const double router = lots.time(0.05, 0.1);
    return router + (lots.uniform() < 0.3 ? lots.time(4, 8) : lots.time(1, 2));
  });
}

TEST_CASE("a cascade's requests wait for both models where the first is not accepted") {
  const AnswerTimes mix = cascade_times(0.28, leg(1, 2), spread(0.3, 0.6), leg(3, 7));
  agree(mix.e2e, [](Lots& lots) {
    const double first = lots.time(1, 2) + lots.time(0.3, 0.6);
    return lots.uniform() < 0.28 ? first + lots.time(3, 7) : first;
  });
  // The first token of an answer that is looked at comes with the last.
  agree(mix.ttft, [](Lots& lots) {
    const double first = lots.time(1, 2) + lots.time(0.3, 0.6);
    return lots.uniform() < 0.28 ? first + lots.time(0.6, 1.4) : first;
  });
}

TEST_CASE("a vote waits for the slowest sample") {
  const AnswerTimes mix = slowest_of(5, leg(1, 2));
  agree(mix.e2e, [](Lots& lots) {
    double latest = 0;
    for (int i = 0; i < 5; ++i) latest = std::max(latest, lots.time(1, 2));
    return latest;
  });
}

TEST_CASE("requests that fail or take too long wait for the first model and then for the second") {
  const Fallback fallback{0.02, 0.5 * second, Drawn<Seconds>(2.5 * second)};
  const AnswerTimes first = leg(1, 2), second_leg = leg(3, 6);
  // Beyond 2.5 s: 1 - Phi(ln 2.5 / 0.421404) = 1.484 %; 0.02 + 0.98 x 0.01484 = 0.03454.
  CHECK(fallen(fallback, first)[0] == doctest::Approx(0.03454).epsilon(1e-3));
  agree(fallback_times(fallback, first, second_leg).e2e, [](Lots& lots) {
    if (lots.uniform() < 0.02) return 0.5 + lots.time(3, 6);
    const double time = lots.time(1, 2);
    return time <= 2.5 ? time : 2.5 + lots.time(3, 6);
  });
}

TEST_CASE("hits of a cache wait for the lookup alone") {
  const AnswerTimes mix = cached_times({0.3, 0.04}, spread(0.02, 0.04), leg(1, 2));
  agree(mix.e2e, [](Lots& lots) {
    const double lookup = lots.time(0.02, 0.04);
    return lots.uniform() < 0.3 ? lookup : lookup + lots.time(1, 2);
  });
}
