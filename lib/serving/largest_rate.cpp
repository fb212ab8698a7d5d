#include "serving/largest_rate.h"

#include <algorithm>
#include <cmath>

#include "stats/estimate.h"

namespace llmtco::serving {
namespace {

constexpr double narrow = 0.002;
/// Of capacity: a limit that only lower rates keep is one of requests that come one by one.
constexpr double least_share = 1e-3;

bool keeps(const SyntheticLoad& wanted, const StepTime& t, const EngineSettings& settings,
           const Service& service) {
  const Load load = synthetic_load(wanted);
  const Simulation sim = simulate(load, t, settings);
  return summary(load, sim, settings, service.limits).good_share >= service.share;
}

/// 0 where no rate will do.
double one_search(SyntheticLoad load, const StepTime& t, const EngineSettings& settings,
                  const Service& service) {
  load.arrivals.rate = 1;
  const Load requests = synthetic_load(load);
  // Of so few that all come in at once nothing tells the capacity: one after another they tell the least there is.
  const double most = capacity(requests, t, settings).value_or(1e3);
  load.in_flight = 1;
  if (!keeps(load, t, settings, service)) return 0;
  load.in_flight = 0;
  double low = 0, high = most;
  load.arrivals.rate = high;
  if (keeps(load, t, settings, service)) return high;
  while (high - low > narrow * low && high > least_share * most) {
    load.arrivals.rate = high > 2 * low ? std::max(0.25 * high, std::sqrt(low * high)) : 0.5 * (low + high);
    (keeps(load, t, settings, service) ? low : high) = load.arrivals.rate;
  }
  return low;
}

}  // namespace

LargestRate largest_rate(SyntheticLoad load, const StepTime& step_time, const EngineSettings& settings,
                         const Service& service, int repetitions) {
  std::vector<double> rates;
  for (int i = 0; i < repetitions; ++i) {
    rates.push_back(one_search(load, step_time, settings, service));
    ++load.seed;
  }
  LargestRate found;
  found.repetitions = repetitions;
  const double n = static_cast<double>(repetitions);
  for (const double rate : rates) found.rate += rate / n;
  const double half = t_half_width(rates);
  found.low = std::max(0.0, found.rate - half);
  found.high = found.rate + half;
  if (found.rate == 0) found.reason = "requests that come one by one do not keep the limits";
  return found;
}

}  // namespace llmtco::serving
