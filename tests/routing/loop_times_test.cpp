#include "routing/loop_times.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace llmtco;
using namespace llmtco::routing;

namespace {

LatencyDistribution lognormal(double p50_s, double p95_s) {
  return LatencyDistribution::from_percentiles(p50_s * second, p95_s * second);
}
AnswerTimes taking(double p50_s, double p95_s) {
  return {lognormal(0.2 * p50_s, 0.2 * p95_s), lognormal(0.02, 0.03), lognormal(p50_s, p95_s)};
}

TaskLengths loop_of(double calls, double cv, double tools_s) {
  TaskLengths loop;
  loop.calls = {calls, cv};
  loop.tool_time = tools_s * second;
  loop.tool_cv = 0.5;
  return loop;
}

}  // namespace

TEST_CASE("a loop by step takes what its legs and tools take one after another: as simulated one by one") {
  for (const auto& calls : {std::pair{2.0, 0.0}, {6.0, 0.0}, {2.5, 0.6}, {10.0, 0.5}}) {
    CAPTURE(calls.first);
    const TaskLengths loop = loop_of(calls.first, calls.second, 0.7);
    const AnswerTimes found = loop_times(
        loop,
        {{{.first = true}, taking(1, 2)}, {{.later = true}, taking(6, 10)}, {{.last = true}, taking(2, 4)}});
    const double second_call = tasks_reaching(loop.calls, {.last = true})[0],
                 third_call = tasks_reaching(loop.calls, {.later = true})[0];
    std::mt19937_64 words(3);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> lot;
    const auto draw = [&](double p50, double p95) {
      return p50 * std::exp(std::log(p95 / p50) / 1.6448536269514722 * normal(words));
    };
    const double sigma = std::sqrt(std::log1p(0.25));
    const auto tools = [&] { return 0.7 * std::exp(sigma * normal(words) - 0.5 * sigma * sigma); };
    std::vector<double> all(200'000);
    for (double& each : all) {
      each = draw(1, 2);
      const double u = lot(words);
      if (u < third_call) each += tools() + draw(6, 10);
      if (u < second_call) each += tools() + draw(2, 4);
    }
    std::sort(all.begin(), all.end());
    for (const double p : {0.5, 0.95, 0.99}) {
      CAPTURE(p);
      const double simulated = all[static_cast<std::size_t>(p * static_cast<double>(all.size()))];
      CHECK((found.e2e.quantile(p) / second)[0] == doctest::Approx(simulated).epsilon(0.02));
    }
    CHECK((found.ttft.quantile(0.95) / second)[0] == doctest::Approx(0.4));
  }
}

TEST_CASE("a loop of one call takes what its first leg takes") {
  const AnswerTimes found = loop_times(
      loop_of(1, 0, 1), {{{.first = true}, taking(1, 2)}, {{.later = true, .last = true}, taking(6, 10)}});
  CHECK((found.e2e.quantile(0.95) / second)[0] == doctest::Approx(2));
  CHECK((found.tpot.quantile(0.5) / second)[0] == doctest::Approx(0.02));
}
