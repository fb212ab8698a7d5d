#include "montecarlo/conclude.h"

#include <algorithm>
#include <cmath>

#include "montecarlo/warnings.h"

namespace llmtco {
namespace {

/// An option that cannot serve in more than this share of the draws is no option.
constexpr double most_infeasible = 0.05;

/// What is left of an option that cannot serve: its name, why, and how right its answers would be.
OptionResult without_numbers(OptionResult&& option) {
  OptionResult rest;
  rest.name = std::move(option.name);
  rest.kind = std::move(option.kind);
  rest.description = std::move(option.description);
  rest.basis = "fully loaded";
  rest.feasible = false;
  rest.reason = std::move(option.reason);
  rest.p_feasible = option.p_feasible;
  rest.latency_reason = std::move(option.latency_reason);
  rest.accuracy = option.accuracy;
  rest.accuracy_reason = std::move(option.accuracy_reason);
  rest.assumptions = std::move(option.assumptions);
  return rest;
}

const OptionResult* find(const Result& result, const std::string& name) {
  const auto found = std::find_if(result.options.begin(), result.options.end(),
                                  [&](const OptionResult& option) { return option.name == name; });
  return found == result.options.end() ? nullptr : &*found;
}

void conclude(const Result& base, const Result& changed, OptionDifference& difference) {
  const OptionResult *before = find(base, difference.name), *after = find(changed, difference.name);
  if (before == nullptr || after == nullptr) return;
  if (!before->feasible || !after->feasible) {
    difference.reason =
        !after->feasible ? "not feasible: " + after->reason : "was not feasible: " + before->reason;
    difference.monthly_cost_usd.reset();
    difference.relative.reset();
  }
  if (difference.relative && std::isnan(difference.relative->value)) difference.relative.reset();
}

}  // namespace

void conclude(const Study& study, Result& result) {
  for (OptionResult& option : result.options) {
    option.feasible = option.p_feasible.value >= 1 - most_infeasible;
    if (!option.feasible) option = without_numbers(std::move(option));
  }
  add_warnings(study, result);
  for (OptionResult& option : result.options) {
    if (option.feasible) option.reason.clear();
  }
}

void conclude(const Study& base, const Study& changed, ScenarioComparison& comparison) {
  conclude(base, comparison.base);
  conclude(changed, comparison.changed);
  for (OptionDifference& difference : comparison.options)
    conclude(comparison.base, comparison.changed, difference);
}

}  // namespace llmtco
