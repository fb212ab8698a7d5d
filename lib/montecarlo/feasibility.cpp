#include "montecarlo/feasibility.h"

#include <cmath>

#include "measures/list.h"
#include "montecarlo/standing.h"
#include "montecarlo/warnings.h"

namespace llmtco {
namespace {

/// An option that cannot serve in more than this share of the draws is no option.
constexpr double most_infeasible = 0.05;

/// Of an option that cannot serve stay its name, why, how often, and how right its answers would be.
void clear_figures(OptionResult& option) {
  option.basis = Basis::fully_loaded;
  option.lines.clear();
  option.cash.clear();
  option.figures.erase_if([](const auto& figure) {
    return figure.measure->topic != Topic::feasibility && figure.measure->topic != Topic::accuracy;
  });
}

void judge(const Result& base, const Result& changed, OptionDifference& difference) {
  const OptionResult *before = base.option(difference.name), *after = changed.option(difference.name);
  if (before == nullptr || after == nullptr) return;
  if (!before->feasible || !after->feasible) {
    difference.reason =
        !after->feasible ? "not feasible: " + after->reason : "was not feasible: " + before->reason;
    difference.changes.erase_if([](const auto& change) { return change.measure->topic != Topic::accuracy; });
    difference.relative = {};
  }
  difference.relative.erase_if([](const auto& change) { return std::isnan(change.value.value); });
}

}  // namespace

void judge(const Study& study, Result& result) {
  for (OptionResult& option : result.options) {
    option.feasible = option.find(measures::feasible)->mean.value >= 1 - most_infeasible;
    if (!option.feasible) clear_figures(option);
  }
  set_standings(study, result);
  add_warnings(study, result);
  for (OptionResult& option : result.options) {
    if (option.feasible) option.reason.clear();
  }
}

void judge(const Result& base, const Result& changed, std::vector<OptionDifference>& differences) {
  for (OptionDifference& difference : differences) judge(base, changed, difference);
}

}  // namespace llmtco
