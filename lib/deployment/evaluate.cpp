#include "deployment/evaluate.h"

#include <algorithm>
#include <cassert>

#include "deployment/answers.h"
#include "deployment/endpoint.h"
#include "deployment/feasibility.h"
#include "deployment/fleet.h"
#include "deployment/split.h"

namespace llmtco {
namespace {

/// The longest call an option's model takes, where it is known.
std::optional<ContextLimit> context_limit(const Option& option) {
  if (const auto* endpoint = std::get_if<Endpoint>(&option.serving))
    return endpoint->context ? std::optional(ContextLimit{option.name, *endpoint->context}) : std::nullopt;
  const auto* fleet = std::get_if<Fleet>(&option.serving);
  if (fleet == nullptr) return std::nullopt;
  const Model& model = fleet->replica.placement.model;
  return ContextLimit{model.name, model.context * token};
}

/// What is asked of an option, before anything is consumed to serve it.
Use asked_of(const Context& context) {
  Use use;
  for (const ClassTraffic& each : context.traffic.classes)
    use.classes.push_back({.traffic = &each, .tasks = context.tasks(each)});
  return use;
}

/// Evaluates one option at a share of the requests; a split asks for its parts the same way.
class Evaluator {
 public:
  Evaluator(const std::vector<Option>& options, const Traffic& traffic, const Block& block, Detail detail)
      : options_(options), traffic_(traffic), block_(block), detail_(detail) {}

  Evaluation of(const Option& option, const Column& share) const {
    const Context context{block_, traffic_, share, detail_ == Detail::classes};
    Evaluation evaluation;
    if (!option.unavailable.empty()) {
      evaluation.feasible = 0.0;
      evaluation.reason = option.unavailable;
      return evaluation;
    }
    Use left = asked_of(context);
    if (const auto* split = std::get_if<Split>(&option.serving)) {
      evaluation = of_split(*split, context);
    } else {
      std::visit([&](const auto& serving) { serve_alone(serving, context, left, evaluation); },
                 option.serving);
    }
    if (const auto limit = context_limit(option)) require_context(*limit, context, evaluation);
    bill(option.contracts, left, block_, evaluation.bill);
    assert(is_paid(left));
    add_answers(option.answers, context, evaluation);
    return evaluation;
  }

 private:
  template <class Server>
  static void serve_alone(const Server& server, const Context& context, Use& use, Evaluation& evaluation) {
    if constexpr (!std::is_same_v<Server, Split>) serve(server, context, use, evaluation);
  }

  /// Its parts consume what they need at their shares, and pay for it.
  Evaluation of_split(const Split& split, const Context& context) const {
    std::vector<SplitPart> parts;
    const std::vector<Column> shares = shares_of(split, block_);
    for (std::size_t i = 0; i < split.parts.size(); ++i) {
      const Split::Part& part = split.parts[i];
      const auto found = std::find_if(options_.begin(), options_.end(),
                                      [&](const Option& o) { return o.name == part.option; });
      assert(found != options_.end());
      parts.push_back({part.option, shares[i], of(*found, context.share * shares[i])});
    }
    return joined(parts, context);
  }

  const std::vector<Option>& options_;
  const Traffic& traffic_;
  const Block& block_;
  Detail detail_;
};

/// Sets the figures that are made of others: costs of the bill, the value less the cost, and limits met,
/// which are so only where the option can serve.
void complete(Evaluation& evaluation) {
  Figures<Column>& figures = evaluation.figures;
  set_costs(evaluation.bill, figures);
  if (const auto value = figures.get(measures::gross_value))
    figures.set(measures::net_value, *value - *figures.get(measures::monthly_cost));
  if (const auto met = figures.get(measures::meets_slo))
    figures.set(measures::meets_slo, *met * evaluation.feasible);
  figures.set(measures::feasible, evaluation.feasible);
}

}  // namespace

Traffic traffic_of(const Demand& demand, const Block& block) {
  return traffic_in(demand.workload, block, {.first = 0, .months = demand.horizon_months});
}

std::vector<Evaluation> evaluate(const std::vector<Option>& options, const Traffic& traffic,
                                 const Block& block, Detail detail) {
  const Evaluator evaluator(options, traffic, block, detail);
  std::vector<Evaluation> all;
  all.reserve(options.size());
  for (const Option& option : options) {
    all.push_back(evaluator.of(option, 1.0));
    complete(all.back());
  }
  return all;
}

std::vector<Evaluation> evaluate(const std::vector<Option>& options, const Demand& demand,
                                 const Block& block) {
  return evaluate(options, traffic_of(demand, block), block);
}

}  // namespace llmtco
