#include "routing/fallback.h"

#include <cassert>

#include "columns/column_math.h"

namespace llmtco::routing {
namespace {

constexpr int pieces = 10;

/// Times up to the timeout, of those that are no longer.
LatencyDistribution in_time(const LatencyDistribution& times, const Drawn<Seconds>& timeout) {
  const Drawn<Seconds> from = min(times.quantile(0.02), 0.5 * timeout);
  const Column ratio = timeout / from, step = exp(log(ratio) / static_cast<double>(pieces));
  // 90 % of what is even in log t between two ends is within 0.45 of their distance from the middle.
  const Column middle = sqrt(step), far = exp(0.45 * log(step));
  std::vector<LatencyShare> shares;
  Drawn<Seconds> low = from;
  Column before = 0.0;
  for (int i = 0; i < pieces; ++i) {
    const Drawn<Seconds> high = step * low;
    const Column until = times.cdf(high);
    shares.push_back(
        {until - before, LatencyDistribution::from_percentiles(middle * low, far * middle * low)});
    before = until;
    low = high;
  }
  // Where no call is in time, the share of these is 0, and their time is not asked for.
  shares.push_back({less_equal(before, 0.0), LatencyDistribution::constant(timeout)});
  return mix(shares);
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
    shares.push_back(
        {all - fallback.fails, behind(LatencyDistribution::constant(*fallback.timeout), second)});
  return side_by_side(shares);
}

}  // namespace llmtco::routing
