#include "montecarlo/conclude.h"

#include <algorithm>
#include <cmath>

#include "montecarlo/warnings.h"

namespace llmtco {
namespace {

/// An option that cannot serve in more than this share of the draws is no option.
constexpr double most_infeasible = 0.05;

/// Of an option that cannot serve stay its name, why, and how right its answers would be.
void take_numbers_away(OptionResult& option) {
  option.basis = "fully loaded";
  option.lines.clear();
  for (auto* costs : {&option.usd_per_request, &option.usd_per_mtok, &option.usd_per_mtok_output})
    costs->reset();
  for (auto* latency : {&option.ttft, &option.tpot, &option.e2e}) latency->reset();
  for (auto* share : {&option.p_cheapest, &option.p_meets_slo, &option.p_within_budget}) share->reset();
  for (auto* summary : {&option.monthly_cost_usd, &option.replicas, &option.load, &option.net_value_usd}) {
    summary->reset();
  }
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
    if (!option.feasible) take_numbers_away(option);
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
