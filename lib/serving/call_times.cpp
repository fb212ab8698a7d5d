#include "serving/call_times.h"

#include <algorithm>
#include <cmath>

namespace llmtco::serving {
namespace {

/// Type 7 of Hyndman and Fan; reorders the values.
double quantile_of(std::vector<double>& values, double p) {
  if (values.empty()) return 0;
  const double place = p * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::ptrdiff_t>(place);
  std::nth_element(values.begin(), values.begin() + below, values.end());
  const double low = values[static_cast<std::size_t>(below)];
  if (place == static_cast<double>(below)) return low;
  const double high = *std::min_element(values.begin() + below + 1, values.end());
  return low + (place - static_cast<double>(below)) * (high - low);
}

}  // namespace

std::vector<CallPercentiles> percentiles_of(const Calls& calls, const Simulation& simulation,
                                            std::size_t classes, const Uncounted& uncounted) {
  std::vector<std::vector<double>> ttft(classes), tpot(classes);
  const std::size_t n = simulation.outcomes.size(), end = n - std::min(n, uncounted.last);
  for (std::size_t i = uncounted.first; i < end; ++i) {
    const Outcome& o = simulation.outcomes[i];
    if (o.state != Outcome::State::done) continue;
    ttft[calls.of_class[i]].push_back(in_seconds(o.first_token - o.arrival));
    const std::int32_t output = calls.load.requests[i].output;
    if (output > 1) tpot[calls.of_class[i]].push_back(in_seconds(o.end - o.first_token) / (output - 1));
  }
  std::vector<CallPercentiles> all;
  for (std::size_t c = 0; c < classes; ++c) {
    all.push_back({.ttft_p50 = quantile_of(ttft[c], 0.5),
                   .ttft_p95 = quantile_of(ttft[c], 0.95),
                   .tpot_p50 = quantile_of(tpot[c], 0.5),
                   .tpot_p95 = quantile_of(tpot[c], 0.95),
                   .calls = ttft[c].size()});
  }
  return all;
}

}  // namespace llmtco::serving
