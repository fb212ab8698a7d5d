#include "deployment/route.h"
#include "measures/list.h"

namespace llmtco {
namespace {

/// Of a leg whose cache holds less since calls in between went elsewhere.
void take_lost(const Column& lost_share, TaskTokens& task) {
  const Drawn<TokensPerRequest> lost = lost_share * task.repeated;
  task.repeated = task.repeated - lost;
  task.kept = task.kept + lost;
  for (const Medium medium : all_media)
    task.media[medium].repeated = (1.0 - lost_share) * task.media[medium].repeated;
}

/// The calls of a loop that a leg makes, as tasks of their own.
void take_part(const routing::Places& places, bool unbroken, ClassTraffic& requests) {
  const Column whole = requests.lengths.calls.mean;
  routing::LoopPart part = routing::part_of(requests.lengths, places);
  requests.lengths = std::move(part.lengths);
  requests.task = std::move(unbroken ? part.unbroken : part.tokens);
  requests.longest_call = longest_call(requests.lengths);
  requests.of_task = requests.of_task * requests.lengths.calls.mean / whole;
  requests.known_shares.clear();
}

Drawn<Usd> payable(const std::vector<SplitPart>& legs) {
  Drawn<Usd> sum;
  for (const SplitPart& leg : legs) sum += total(leg.evaluation.bill, is_payable);
  return sum;
}

}  // namespace

Traffic traffic_of_leg(const Traffic& counted, const LegOf& of, const Block& block) {
  std::vector<std::vector<Column>> by_month(of.mix.months.empty() ? 0 : counted.classes.size());
  for (const RouteMix& month : of.mix.months) {
    for (std::size_t i = 0; i < by_month.size(); ++i) by_month[i].push_back(month.calls[of.leg][i]);
  }
  Traffic own = by_month.empty() ? at_multiples(counted, of.mix.calls[of.leg], block)
                                 : at_monthly_multiples(counted, of.mix.calls[of.leg], by_month, block);
  for (std::size_t i = 0; i < own.classes.size(); ++i) {
    if (!of.mix.places.empty() && !of.mix.calls[of.leg][i].is(0))
      take_part(of.mix.places[of.leg], of.unbroken, own.classes[i]);
    if (!of.mix.lost.empty() && !of.unbroken) take_lost(of.mix.lost[of.leg][i], own.classes[i].task);
  }
  return own;
}

bool loses_cache(const RouteMix& mix) { return !mix.lost.empty() || !mix.places.empty(); }

Drawn<Tokens> lost_tokens(const RouteMix& mix, const Context& context) {
  Drawn<Tokens> lost;
  for (std::size_t leg = 0; leg < mix.calls.size(); ++leg) {
    for (std::size_t i = 0; i < mix.calls[leg].size(); ++i) {
      const ClassTraffic& requests = context.traffic.classes[i];
      if (!mix.lost.empty())
        lost += mix.lost[leg][i] * mix.calls[leg][i] * context.tasks(requests) * requests.task.repeated;
      if (!mix.places.empty() && !mix.calls[leg][i].is(0))
        lost += mix.calls[leg][i] * context.tasks(requests) *
                routing::part_of(requests.lengths, mix.places[leg]).lost;
    }
  }
  return lost;
}

Drawn<Usd> cost_of_lost(const std::vector<SplitPart>& legs, const std::vector<SplitPart>& unbroken) {
  return payable(legs) - payable(unbroken);
}

Column share_of_leg(const RouteMix& mix, std::size_t leg, const Traffic& traffic) {
  Drawn<RequestsPerSecond> sent, all;
  for (std::size_t i = 0; i < traffic.classes.size(); ++i) {
    sent += mix.calls[leg][i] * traffic.classes[i].weight;
    all += traffic.classes[i].weight;
  }
  return sent / all;
}

}  // namespace llmtco
