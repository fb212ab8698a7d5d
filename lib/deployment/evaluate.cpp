#include "deployment/evaluate.h"

#include <algorithm>
#include <cassert>

#include "deployment/api.h"
#include "deployment/common.h"
#include "deployment/machines.h"
#include "deployment/split.h"

namespace llmtco {
namespace {

Evaluation evaluate(const CustomOption& custom, const Context& context) {
  Evaluation evaluation;
  add_other_costs(custom.lines, context, evaluation.bill);
  if (custom.speed) {
    add_speed(*custom.speed, context, evaluation);
  } else {
    evaluation.latency_note = "the scenario gives no speed";
  }
  return evaluation;
}

/// The longest call an option's model takes, where it is known.
std::optional<ContextLimit> context_limit(const Option& option) {
  const auto of_fleet = [](const Fleet& fleet) -> std::optional<ContextLimit> {
    const Model& model = fleet.replica.placement.model;
    return ContextLimit{model.name, model.context * token};
  };
  if (const auto* api = std::get_if<ApiOption>(&option.is))
    return api->context ? std::optional(ContextLimit{option.name, *api->context}) : std::nullopt;
  if (const auto* rented = std::get_if<RentedOption>(&option.is)) return of_fleet(rented->fleet);
  if (const auto* owned = std::get_if<OwnedOption>(&option.is)) return of_fleet(owned->fleet);
  return std::nullopt;
}

/// Evaluates one option at a share of the requests; a split asks for its parts the same way.
class Evaluator {
 public:
  Evaluator(const std::vector<Option>& options, const Traffic& traffic, const Block& block, Detail detail)
      : options_(options), traffic_(traffic), block_(block), detail_(detail) {}

  Evaluation of(const Option& option, const Column& share) const {
    const Context context{block_, traffic_, share, detail_ == Detail::classes};
    if (!option.unavailable.empty()) {
      Evaluation none;
      none.feasible = 0.0;
      none.reason = option.unavailable;
      return none;
    }
    if (const auto* split = std::get_if<SplitOption>(&option.is)) return of_split(option, *split, context);
    Evaluation evaluation = std::visit([&](const auto& is) { return one(is, context); }, option.is);
    if (const auto limit = context_limit(option)) require_context(*limit, context, evaluation);
    add_other_costs(option.other_costs, context, evaluation.bill);
    add_accuracy(option.accuracy, context, evaluation);
    return evaluation;
  }

 private:
  template <class Kind>
  static Evaluation one(const Kind& kind, const Context& context) {
    if constexpr (std::is_same_v<Kind, SplitOption>) {
      assert(false);
      return {};
    } else {
      return evaluate(kind, context);
    }
  }

  Evaluation of_split(const Option& option, const SplitOption& split, const Context& context) const {
    std::vector<SplitPart> parts;
    const std::vector<Column> shares = shares_of(split, block_);
    for (std::size_t i = 0; i < split.parts.size(); ++i) {
      const SplitOption::Part& part = split.parts[i];
      const auto found = std::find_if(options_.begin(), options_.end(),
                                      [&](const Option& o) { return o.name == part.option; });
      assert(found != options_.end());
      parts.push_back({part.option, shares[i], of(*found, context.share * shares[i])});
    }
    Evaluation evaluation = joined(parts, context);
    add_other_costs(option.other_costs, context, evaluation.bill);
    return evaluation;
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
  evaluation.amounts = set_costs(evaluation.bill, figures);
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
