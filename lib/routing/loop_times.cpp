#include "routing/loop_times.h"

#include <algorithm>
#include <cassert>

#include "columns/normal.h"

namespace llmtco::routing {
namespace {

/// The time of the tools between one call and the next: lognormal; none where they take no time.
std::optional<LatencyDistribution> pause_of(const TaskLengths& loop) {
  const Drawn<Seconds>& mean = loop.tool_time;
  if (mean.base_units().is(0)) return std::nullopt;
  if (loop.tool_cv.is(0)) return LatencyDistribution::constant(mean);
  const Column square = log1p(loop.tool_cv * loop.tool_cv), sigma = sqrt(square);
  const Drawn<Seconds> median = exp(-0.5 * square) * mean;
  return LatencyDistribution::from_percentiles(median, exp(z95 * sigma) * median);
}

/// Time of a task in which the legs that `takes_part` says follow each other.
template <class TakesPart>
LatencyDistribution one_after_another(const std::vector<LoopLeg>& legs,
                                      const std::optional<LatencyDistribution>& pause, TakesPart takes_part) {
  std::optional<LatencyDistribution> all;
  for (const LoopLeg& leg : legs) {
    if (!takes_part(leg.places)) continue;
    if (all && pause) all = all->then(*pause);
    all = all ? all->then(leg.times.e2e) : leg.times.e2e;
  }
  return *all;
}

}  // namespace

AnswerTimes loop_times(const TaskLengths& loop, const std::vector<LoopLeg>& legs) {
  assert(!legs.empty() && legs.front().places.first);
  const auto pause = pause_of(loop);
  const Column second = tasks_reaching(loop.calls, {.last = true}),
               third = tasks_reaching(loop.calls, {.later = true});
  std::vector<LatencyShare> whole{
      {1.0 - second, legs.front().times.e2e},
      {second - third, one_after_another(legs, pause, [](const Places& p) { return p.first || p.last; })},
      {third, one_after_another(legs, pause, [](const Places&) { return true; })}};
  std::vector<LatencyShare> later_tokens;
  for (const LoopLeg& leg : legs)
    later_tokens.push_back({calls_made(loop.calls, leg.places), leg.times.tpot});
  return {legs.front().times.ttft, mix(later_tokens), mix(whole)};
}

}  // namespace llmtco::routing
