#include "routing/fallback.h"

#include <cassert>

#include "columns/column_math.h"

namespace llmtco::routing {
namespace {

LatencyDistribution in_time(const LatencyDistribution& times, const Drawn<Seconds>& timeout) {
  return LatencyDistribution::from_percentiles(min(times.quantile(0.5), timeout),
                                               min(times.quantile(0.95), timeout));
}

}  // namespace

Column fallen(const Fallback& fallback, const AnswerTimes& first) {
  if (!fallback.timeout) return fallback.fails;
  return fallback.fails + (1.0 - fallback.fails) * (1.0 - first.e2e.cdf(*fallback.timeout));
}

Column fallen(const Fallback& fallback) {
  assert(!fallback.timeout);
  return fallback.fails;
}

AnswerTimes fallback_times(const Fallback& fallback, const AnswerTimes& first, const AnswerTimes& second) {
  const Column all = fallen(fallback, first);
  std::vector<TimesShare> shares;
  AnswerTimes good = first;
  if (fallback.timeout) {
    good.e2e = in_time(first.e2e, *fallback.timeout);
    good.ttft = in_time(first.ttft, *fallback.timeout);
  }
  shares.push_back({1.0 - all, good});
  shares.push_back({fallback.fails, behind(LatencyDistribution::constant(fallback.noticed), second)});
  if (fallback.timeout)
    shares.push_back({all - fallback.fails,
                      behind(LatencyDistribution::constant(*fallback.timeout), second)});
  return side_by_side(shares);
}

}  // namespace llmtco::routing
