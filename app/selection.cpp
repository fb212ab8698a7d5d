#include "selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "measures/list.h"
#include "refusal.h"
#include "report/lineup.h"
#include "text/characters.h"
#include "text/closest.h"

namespace llmtco::app {
namespace {

using Names = std::vector<std::string>;

bool is_in(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::size_t option_called(const char* flag, const std::string& name, const std::vector<Option>& options) {
  if (const auto place = place_of(name, options)) return *place;
  Names known;
  for (const Option& option : options) known.push_back(option.name);
  refuse(fmt::format("{}the scenario has no option {}", flag, shown(name)), did_you_mean(name, known));
}

void keep_only(const Names& names, Study& study) {
  if (names.empty()) return;
  for (const std::string& name : names) option_called("--only: ", name, study.options);
  const Names needed = with_needed(names, study.options, study.demand.workload);
  std::erase_if(study.options, [&](const Option& option) { return !is_in(needed, option.name); });
  for (Option& option : study.options) option.yardstick = option.yardstick || !is_in(names, option.name);
}

void show_only(const Names& names, Result& result) {
  if (names.empty()) return;
  std::erase_if(result.options, [&](const OptionResult& option) { return !is_in(names, option.name); });
}

const Measure& figure_named(const std::string& flag, const std::string& name) {
  Names known;
  for (const Measure& each : measures::all) {
    if (!each.is_reported() || each.topic == Topic::demand) continue;
    if (each.id == name || each.key == name) return each;
    known.emplace_back(each.id);
    known.emplace_back(each.key);
  }
  const std::string hint = did_you_mean(name, known);
  refuse(fmt::format("{}: there is no figure {}", flag, shown(name)),
         hint.empty() ? "figures are cost.monthly, latency.ttft.p95, accuracy, ... (docs/json.md)" : hint);
}

void sort_options(const Measure& by, Result& result) {
  std::stable_sort(result.options.begin(), result.options.end(),
                   [&](const OptionResult& a, const OptionResult& b) { return is_before(a, b, by); });
}

}  // namespace llmtco::app
