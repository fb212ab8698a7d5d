#include "scenario/objective_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Whether an option has lines of expected damage of its own.
bool has_risks(const Option& option) {
  return std::any_of(option.contracts.begin(), option.contracts.end(), [](const Contract& contract) {
    if (std::holds_alternative<Exit>(contract)) return true;
    const auto* own = std::get_if<CustomLines>(&contract);
    return own != nullptr && std::any_of(own->lines.begin(), own->lines.end(),
                                         [](const CustomLine& line) { return line.type == CostType::risk; });
  });
}

}  // namespace

void read_objective(const Place& root, Study& study, Diagnostics& diagnostics) {
  if (const auto months = root.find("budget_of")) {
    study.budget_of = *budget_months.from_text(months->text());
    if (!study.budget)
      diagnostics.error(
          months->node().key_location(),
          fmt::format("there is no budget whose months could be meant{}", at_path(months->node())));
  }
  const auto objective = root.find("objective");
  if (!objective) return;
  study.objective = *objectives.from_text(objective->text());
  const auto needs = [&](bool there, const char* key) {
    if (there) return;
    diagnostics.error(objective->node().location(),
                      fmt::format("{} is the same for every option: no request class has a {}{}",
                                  study.objective == Objective::net_value ? "the value of right answers"
                                                                          : "the damage of wrong answers",
                                  key, at_path(objective->node())));
  };
  if (study.objective == Objective::net_value)
    needs(study.demand.right_answers_have_value(), "value_if_right");
  if (study.objective == Objective::cost_with_damage)
    needs(study.demand.wrong_answers_cost() || study.demand.has_critical_failures() ||
              std::any_of(study.options.begin(), study.options.end(), has_risks),
          "cost_if_wrong");
}

}  // namespace llmtco
