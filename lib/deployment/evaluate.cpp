#include "deployment/evaluate.h"

#include <algorithm>
#include <cassert>

#include "deployment/answers.h"
#include "deployment/endpoint.h"
#include "deployment/feasibility.h"
#include "deployment/latency.h"
#include "deployment/limits.h"
#include "deployment/split.h"

namespace llmtco {
namespace {

template <class Server>
void serve_with(const Server& server, const Prepared& prepared, const Context& context, Use& use,
                Evaluation& evaluation) {
  if constexpr (std::is_same_v<Server, Fleet>) {
    serve(server, *prepared.capacity, context, use, evaluation);
  } else if constexpr (!std::is_same_v<Server, Split>) {
    serve(server, context, use, evaluation);
  }
}

/// What has to be bought of the machines in use, if they are one's own: their number, and their price.
void add_purchase(const std::vector<Contract>& contracts, const Use& use, const Block& block,
                  Figures<Column>& figures) {
  for (const Contract& contract : contracts) {
    const auto* owned = std::get_if<Owned>(&contract);
    if (owned == nullptr) continue;
    const Column machines = use.machines.paid();
    figures.set(measures::bought, machines);
    figures.set(measures::purchase, machines * block(owned->purchase));
  }
}

/// The traffic of a period as each model counts it. What is prepared moves on to the period: copies of its tokens
/// for every month cost more than all else that a month needs.
class PeriodTraffic {
 public:
  PeriodTraffic(const Traffic& written, const Block& block) : written_(written), block_(block) {}

  const Traffic& of(const Prepared& prepared) {
    if (!prepared.own) return written_;
    if (!(prepared.own->period == written_.period)) to_period(*prepared.own, block_, written_.period);
    return *prepared.own;
  }

 private:
  const Traffic& written_;
  const Block& block_;
};

Evaluation evaluated(const Prepared& prepared, const Context& all, PeriodTraffic& traffic);

/// Parts of a split consume what they need at their shares, and pay for it.
Evaluation of_parts(const Prepared& prepared, const Context& context, PeriodTraffic& traffic) {
  std::vector<SplitPart> parts;
  for (std::size_t i = 0; i < prepared.parts.size(); ++i) {
    const Prepared& part = prepared.parts[i];
    parts.push_back({part.option->name, prepared.shares[i], evaluated(part, context, traffic)});
  }
  return joined(parts, context);
}

/// One option at its share of the requests.
Evaluation evaluated(const Prepared& prepared, const Context& all, PeriodTraffic& traffic) {
  const Option& option = *prepared.option;
  const Context context{all.block, traffic.of(prepared), prepared.share, all.detail};
  Evaluation evaluation;
  if (!prepared.lacks.empty()) {
    evaluation.feasible = 0.0;
    evaluation.reason = prepared.lacks;
    return evaluation;
  }
  Use left = asked_of(context);
  evaluation.at_once = answered_at_once(option, context);
  if (std::holds_alternative<Split>(option.serving)) {
    evaluation = of_parts(prepared, context, traffic);
  } else {
    // What does not fit is the reason before what follows from it, that nothing is served.
    if (prepared.capacity) require(evaluation, prepared.capacity->room, prepared.capacity->reason);
    require(evaluation, prepared.calls_fit);
    std::visit([&](const auto& serving) { serve_with(serving, prepared, context, left, evaluation); },
               option.serving);
  }
  add_purchase(option.contracts, left, context.block, evaluation.figures);
  if (prepared.months) {
    prepared.months->add_to(evaluation, context);
  } else {
    bill(option.contracts, left, context.block, evaluation.bill);
    assert(is_paid(left));
  }
  add_answers(option.answers, context, evaluation);
  return evaluation;
}

/// Whether it is known what wrong answers cost: nothing, or how many there are.
bool damage_is_known(const Context& context, const Evaluation& evaluation) {
  if (!evaluation.accuracy.empty()) return true;
  return std::all_of(context.traffic.classes.begin(), context.traffic.classes.end(),
                     [&](const ClassTraffic& each) {
                       return context.block(each.requests->cost_if_wrong).base_units().is(0);
                     });
}

/// Sets the figures that are made of others: costs of the bill, the value less the cost, and limits kept, which
/// are so only where the option can serve.
void complete(const Context& context, Evaluation& evaluation) {
  Figures<Column>& figures = evaluation.figures;
  evaluation.amounts = set_costs(evaluation.bill, figures);
  if (damage_is_known(context, evaluation)) set_damage(evaluation.bill, evaluation.amounts, figures);
  const auto value = figures.get(measures::gross_value), cost = figures.get(measures::cost_with_damage);
  if (value && cost) figures.set(measures::net_value, *value - *cost);
  if (context.detail != Detail::costs) set_limit_figures(context, evaluation);
  figures.set(measures::feasible, evaluation.feasible);
}

}  // namespace

Traffic traffic_of(const Demand& demand, const Block& block) {
  return traffic_in(demand.workload, block, {.first = 0, .months = demand.horizon_months});
}

std::vector<Evaluation> evaluate(const std::vector<Prepared>& options, const Traffic& traffic,
                                 const Block& block, Detail detail) {
  std::vector<Evaluation> all;
  all.reserve(options.size());
  PeriodTraffic counted(traffic, block);
  for (const Prepared& option : options) {
    const Context context{.block = block, .traffic = traffic, .share = 1.0, .detail = detail};
    all.push_back(evaluated(option, context, counted));
    complete(context, all.back());
  }
  return all;
}

std::vector<Evaluation> evaluate(const std::vector<Option>& options, const Demand& demand,
                                 const Block& block) {
  const Traffic traffic = traffic_of(demand, block);
  return evaluate(prepare(options, traffic, block), traffic, block);
}

}  // namespace llmtco
