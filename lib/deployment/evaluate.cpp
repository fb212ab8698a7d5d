#include "deployment/evaluate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "columns/column_math.h"
#include "cost/agent_tools.h"
#include "deployment/agent_steps.h"
#include "deployment/answers.h"
#include "deployment/appliance.h"
#include "deployment/complete.h"
#include "deployment/endpoint.h"
#include "deployment/feasibility.h"
#include "deployment/latency.h"
#include "deployment/limits.h"
#include "deployment/retrieved.h"
#include "deployment/route.h"
#include "deployment/split.h"
#include "deployment/workers.h"

namespace llmtco {
namespace {

template <class Server>
void serve_with(const Server& server, const Prepared& prepared, const Context& context, Use& use,
                Evaluation& evaluation) {
  if constexpr (std::is_same_v<Server, Fleet>) {
    serve(server, *prepared.capacity, context, use, evaluation);
  } else if constexpr (std::is_same_v<Server, Endpoint>) {
    serve(server, prepared.option->contracts, context, use, evaluation);
  } else if constexpr (!std::is_same_v<Server, Split> && !std::is_same_v<Server, Route>) {
    serve(server, context, use, evaluation);
  }
}

/// What is bought of machines over the horizon, if they are one's own: their number, their price, and what of it stands
/// in the books at the end.
void add_purchase(const Prepared& prepared, const Block& block, Figures<Column>& figures) {
  if (!prepared.holding) return;
  for (const Contract& contract : prepared.option->contracts) {
    const auto* owned = std::get_if<Owned>(&contract);
    if (owned == nullptr) continue;
    Column machines = 0.0;
    for (const Column& bought : prepared.holding->bought)
      machines = bought.is(0) ? machines : machines + bought;
    figures.set(measures::bought, machines);
    figures.set(measures::purchase, machines * block(owned->capital.purchase));
    figures.set(measures::book_value, book_value(owned->capital, *prepared.holding, block));
  }
}

/// Where contracts share the hours, takes out the draws in which they end below what some hour needs.
void require_machines(Use& left, Evaluation& evaluation) {
  if (left.machines.weeks.empty()) return;
  require(evaluation, less_equal(most_needed(left.machines.weeks), 0.0),
          "its `capacity` ends below the replicas that the busiest hour needs");
  left.machines = {};
}

/// Says of workers that come and go where one that stays gets cheaper.
void add_always_on(const Prepared& prepared, const Context& context, Figures<Column>& figures) {
  const auto* fleet = std::get_if<Fleet>(&prepared.option->serving);
  if (fleet == nullptr || !fleet->workers || context.detail == Detail::costs) return;
  for (const Contract& contract : prepared.option->contracts) {
    if (const auto* serverless = std::get_if<Serverless>(&contract))
      set_always_on(*serverless, *fleet, *prepared.capacity, context, figures);
  }
}

/// The traffic of a period as each model counts it. What is prepared moves on to the period: copies of its tokens
/// for every month cost more than all else that a month needs.
class PeriodTraffic {
 public:
  PeriodTraffic(const Traffic& written, const Block& block) : written_(written), block_(block) {}

  const Traffic& of(const Prepared& prepared) {
    const Traffic& own = prepared.own ? *prepared.own : written_;
    if (!(own.period == written_.period)) to_period(*prepared.own, block_, written_.period);
    if (prepared.mix) to_period(*prepared.mix, own);
    return own;
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

/// Legs of a route, each at its calls.
Evaluation of_legs(const Prepared& prepared, const Route& route, const Context& context,
                   PeriodTraffic& traffic) {
  Context of_leg{context.block, context.traffic, context.share, context.detail, context.first_answers, true};
  const auto evaluated_legs = [&](const std::vector<Prepared>& parts) {
    std::vector<SplitPart> legs;
    for (std::size_t i = 0; i < parts.size(); ++i)
      legs.push_back({parts[i].option->name, prepared.shares[i], evaluated(parts[i], of_leg, traffic)});
    return legs;
  };
  const std::vector<SplitPart> legs = evaluated_legs(prepared.parts);
  Evaluation all = routed(route, *prepared.mix, legs, context);
  if (prepared.unbroken.empty() || context.detail == Detail::costs) return all;
  of_leg.detail = Detail::costs;
  all.figures.set(measures::lost_cache_cost, cost_of_lost(legs, evaluated_legs(prepared.unbroken)));
  return all;
}

/// Critical failures of whoever gives a part `answered` of the answers of each class, legs and parts one by one.
void add_critical_of(const Prepared& prepared, const std::vector<Column>& answered, const Context& context,
                     Evaluation& evaluation) {
  if (prepared.parts.empty()) add_critical(prepared.option->answers, answered, context, evaluation);
  for (std::size_t k = 0; k < prepared.parts.size(); ++k) {
    std::vector<Column> own;
    for (std::size_t i = 0; i < context.traffic.classes.size(); ++i) {
      const Column share = prepared.mix ? prepared.mix->answered[k][i] : prepared.shares[k];
      own.push_back(answered.empty() ? share : answered[i] * share);
    }
    add_critical_of(prepared.parts[k], own, context, evaluation);
  }
}

/// Whom an option asks about wrong answers: how right it is, and what it charges for a task of each class.
std::vector<std::optional<Escalation>> asked_for_help(const Prepared& prepared, const Context& all,
                                                      PeriodTraffic& traffic, Evaluation& evaluation) {
  std::vector<std::optional<Escalation>> by_class(all.traffic.classes.size());
  if (all.first_answers) return by_class;
  for (std::size_t i = 0; i < prepared.escalations.size(); ++i) {
    if (!prepared.escalations[i]) continue;
    const Prepared& other = *prepared.escalations[i];
    const Evaluation helper = evaluated(other, {all.block, all.traffic, 1.0, Detail::costs, true}, traffic);
    require(evaluation, helper.feasible,
            fmt::format("{}, who is asked about wrong answers: {}", other.option->name, helper.reason));
    if (helper.accuracy.empty()) continue;
    Drawn<Requests> tasks;
    for (const ClassTraffic& each : all.traffic.classes) tasks += each.rate * month;
    const ClassTraffic& own = all.traffic.classes[i];
    by_class[i] = Escalation{other.option->name, 1.0 - helper.accuracy[i],
                             cost_of_task(helper.bill, own.requests->name, own.rate * month, tasks)};
  }
  return by_class;
}

/// Sets energy, carbon and water, where they are asked for and known.
std::optional<Footprint> add_footprint(const Option& option, const Use& use, const Block& block,
                                       Figures<Column>& figures) {
  if (!option.energy) return std::nullopt;
  const std::optional<Footprint> all = footprint_of(*option.energy, use, block);
  if (!all) return std::nullopt;
  figures.set(measures::energy, all->used / kWh);
  figures.set(measures::idle_energy, all->idle / kWh);
  figures.set(measures::carbon, all->carbon() / kg);
  if (all->embodied) figures.set(measures::embodied_carbon, *all->embodied / kg);
  if (all->litres) figures.set(measures::water, *all->litres);
  return all;
}

/// One option at its share of the requests.
Evaluation evaluated(const Prepared& prepared, const Context& all, PeriodTraffic& traffic) {
  const Option& option = *prepared.option;
  const Context context{all.block,  traffic.of(prepared), prepared.share,
                        all.detail, all.first_answers,    all.leg};
  Evaluation evaluation;
  if (!prepared.lacks.empty()) {
    evaluation.feasible = 0.0;
    evaluation.reason = prepared.lacks;
    return evaluation;
  }
  Use left = asked_of(context);
  left.holding = prepared.holding ? &*prepared.holding : nullptr;
  left.tasks_by_month = prepared.tasks;
  evaluation.at_once = answered_at_once(option, context);
  if (std::holds_alternative<Split>(option.serving)) {
    evaluation = of_parts(prepared, context, traffic);
  } else if (const auto* route = std::get_if<Route>(&option.serving)) {
    evaluation = of_legs(prepared, *route, context, traffic);
  } else {
    // What does not fit is the reason before what follows from it, that nothing is served.
    if (prepared.capacity) require(evaluation, prepared.capacity->room, prepared.capacity->reason);
    require(evaluation, prepared.calls_fit);
    std::visit([&](const auto& serving) { serve_with(serving, prepared, context, left, evaluation); },
               option.serving);
  }
  left.split = prepared.split;
  if (context.detail != Detail::costs) add_purchase(prepared, context.block, evaluation.figures);
  const std::optional<Footprint> footprint = add_footprint(option, left, context.block, evaluation.figures);
  add_always_on(prepared, context, evaluation.figures);
  if (prepared.months) {
    prepared.months->add_to(evaluation, context);
  } else {
    bill(option.contracts, left, context.block, evaluation.bill);
    require_machines(left, evaluation);
    assert(is_paid(left));
  }
  if (footprint) bill(*option.energy, *footprint, context.block, evaluation.bill);
  if (prepared.parts.empty()) bill_agent_tools(left.classes, context.block, evaluation.bill);
  if (context.leg) return evaluation;
  const auto helpers = asked_for_help(prepared, all, traffic, evaluation);
  if (prepared.mix) {
    add_critical_of(prepared, {}, context, evaluation);
    add_answers(prepared.mix->right, context, helpers, evaluation);
  } else {
    add_answers(option.answers, prepared.right, context, helpers, evaluation);
  }
  return evaluation;
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
    complete(option, context, all.back());
  }
  return all;
}

std::vector<Evaluation> evaluate(const std::vector<Option>& options, const Demand& demand,
                                 const Block& block) {
  const Traffic traffic = traffic_of(demand, block);
  return evaluate(prepare(options, traffic, block), traffic, block);
}

}  // namespace llmtco
