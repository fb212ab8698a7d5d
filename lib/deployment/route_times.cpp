#include <fmt/format.h>

#include <algorithm>

#include "deployment/latency.h"
#include "deployment/route.h"
#include "routing/answer_cache.h"
#include "routing/cascade.h"
#include "routing/fallback.h"
#include "routing/loop_times.h"
#include "routing/votes.h"

namespace llmtco {
namespace {

/// A router, judge or lookup whose 95th percentile nobody says.
constexpr double step_p95_over_median = 2;

using Legs = std::vector<routing::AnswerTimes>;

/// One class of a route.
struct OfClass {
  const RouteMix& mix;
  std::size_t i;
  const Legs& legs;
  const std::optional<LatencyDistribution>& step;  ///< of a router, judge or lookup
  const Context& context;
  const Block& block = context.block;
};

routing::AnswerTimes after_step(const OfClass& one, routing::AnswerTimes times) {
  return one.step ? routing::behind(*one.step, times) : times;
}

/// Requests that go to one leg each.
routing::AnswerTimes beside(const OfClass& one) {
  std::vector<routing::TimesShare> shares;
  for (std::size_t leg = 0; leg < one.legs.size(); ++leg)
    shares.push_back({one.mix.answered[leg][one.i], one.legs[leg]});
  return after_step(one, routing::side_by_side(shares));
}

routing::AnswerTimes times(const routes::ByClass&, const OfClass& one) { return beside(one); }
routing::AnswerTimes times(const routes::ByScore&, const OfClass& one) { return beside(one); }
routing::AnswerTimes times(const routes::ByCriticality&, const OfClass& one) { return beside(one); }
routing::AnswerTimes times(const routes::ByJudge&, const OfClass& one) {
  const auto judge = one.step ? *one.step : LatencyDistribution::constant({});
  return routing::cascade_times(one.mix.calls[1][one.i], one.legs[0], judge, one.legs[1]);
}
routing::AnswerTimes times(const routes::ByVotes& policy, const OfClass& one) {
  return after_step(one, routing::slowest_of(policy.samples, one.legs[0]));
}
routing::AnswerTimes times(const routes::OnFailure& policy, const OfClass& one) {
  return after_step(one, routing::fallback_times(fallback_of(policy, one.block), one.legs[0], one.legs[1]));
}
routing::AnswerTimes times(const routes::FromCache& policy, const OfClass& one) {
  const auto lookup = one.step ? *one.step : LatencyDistribution::constant({});
  return routing::cached_times({one.block(policy.hit_rate), one.block(policy.wrong_hits)}, lookup,
                               one.legs[0]);
}

routing::AnswerTimes times(const routes::ByStep& policy, const OfClass& one) {
  std::vector<routing::LoopLeg> legs;
  for (std::size_t leg = 0; leg < one.legs.size(); ++leg) legs.push_back({policy.places[leg], one.legs[leg]});
  return routing::loop_times(one.context.traffic.classes[one.i].lengths, legs);
}

std::optional<LatencyDistribution> step_of(const Route& route, const Block& block) {
  if (!route.step_p50) return std::nullopt;
  const Drawn<Seconds> median = block(*route.step_p50);
  return LatencyDistribution::from_percentiles(
      median, route.step_p95 ? block(*route.step_p95) : step_p95_over_median * median);
}

void add_times(const Route& route, const RouteMix& mix, const std::vector<SplitPart>& legs,
               const Context& context, Evaluation& all) {
  if (context.detail == Detail::costs) return;
  const auto unknown = std::find_if(legs.begin(), legs.end(),
                                    [](const SplitPart& leg) { return leg.evaluation.latency.empty(); });
  if (unknown != legs.end()) {
    all.latency_note = fmt::format("{}: {}", unknown->name, unknown->evaluation.latency_note);
    return;
  }
  const std::optional<LatencyDistribution> step = step_of(route, context.block);
  for (std::size_t i = 0; i < context.traffic.classes.size(); ++i) {
    Legs of_legs;
    for (const SplitPart& leg : legs) {
      const ClassLatency& own = leg.evaluation.latency[i];
      of_legs.push_back({own.ttft, own.tpot, own.e2e});
    }
    const OfClass one{mix, i, of_legs, step, context};
    const routing::AnswerTimes found =
        std::visit([&](const auto& policy) { return times(policy, one); }, route.policy);
    all.latency.push_back({found.ttft, found.tpot, found.e2e});
  }
  set_latency_figures(context, all);
  all.latency_note = "of the legs, as requests meet them";
}

/// Sets a share of the requests, by class and of all.
void set_share(MeasureOf<double> measure, const std::vector<Column>& by_class, const Context& context,
               Evaluation& all) {
  if (by_class.empty()) return;
  Drawn<RequestsPerSecond> sum, weights;
  for (std::size_t i = 0; i < by_class.size(); ++i) {
    if (const auto subject = context.subject(i)) all.figures.set(measure, by_class[i], *subject);
    sum += context.traffic.classes[i].weight * by_class[i];
    weights += context.traffic.classes[i].weight;
  }
  all.figures.set(measure, sum / weights);
}

}  // namespace

Evaluation routed(const Route& route, const RouteMix& mix, const std::vector<SplitPart>& legs,
                  const Context& context) {
  Evaluation all;
  add_parts(legs, all);
  add_times(route, mix, legs, context, all);
  if (mix.calls.size() == 2) set_share(measures::to_second_leg, mix.calls[1], context, all);
  set_share(measures::needless_calls, mix.needless, context, all);
  set_share(measures::missed_calls, mix.missed, context, all);
  bool loses = loses_cache(mix);
  Drawn<Tokens> lost = lost_tokens(mix, context);
  for (const SplitPart& leg : legs) {
    const auto own = leg.evaluation.figures.get(measures::lost_cache);
    if (own) lost += *own;
    loses = loses || own;
  }
  if (loses) all.figures.set(measures::lost_cache, lost);
  return all;
}

}  // namespace llmtco
