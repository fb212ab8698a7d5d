#include "focus.h"

#include <fmt/format.h>

#include "montecarlo/month_bills.h"
#include "refusal.h"
#include "report/focus.h"
#include "selection.h"
#include "streams.h"
#include "text/characters.h"

namespace llmtco::app {
namespace {

/// Places in the study of the options whose bills are written.
std::vector<std::size_t> billed_options(const Ran& ran) {
  const FocusArgs& args = ran.focus;
  std::vector<std::size_t> places;
  const bool all = args.option == "all" && !place_of("all", ran.study.options);
  for (const OptionResult& option : ran.result.options) {
    if (all && option.feasible) places.push_back(*place_of(option.name, ran.study.options));
  }
  if (all && places.empty()) refuse("no option is feasible, so that there is no bill");
  if (all) return places;
  std::string name = args.option;
  if (name.empty()) {
    name = ran.result.answer.best;
    if (name.empty())
      refuse("no option is the answer, so that no bill is meant", "--focus-option names one, or all");
    say(fmt::format("llmtco: the bill is that of {}, the answer; --focus-option names another, or all\n",
                    shown(name)));
  }
  const std::size_t place = option_called("--focus-option", name, ran.study.options);
  const OptionResult* option = ran.result.option(name);
  if (option == nullptr)
    refuse(fmt::format("--focus-option: {} is not among those that are shown", shown(name)));
  if (!option->feasible)
    refuse(fmt::format("{} has no bill: it is not feasible: {}", shown(name), displayable(option->reason)));
  return {place};
}

}  // namespace

void require_focus(const FocusArgs& args, const std::vector<OutputArgs>& outputs) {
  for (const OutputArgs& output : outputs) {
    if (output.format == "focus") return;
  }
  const char* flag = !args.version.empty()  ? "--focus-version"
                     : !args.scope.empty()  ? "--focus-scope"
                     : !args.option.empty() ? "--focus-option"
                                            : nullptr;
  if (flag != nullptr) refuse(fmt::format("{} is of --format focus", flag));
}

std::string focus_text(const Ran& ran) {
  std::vector<FocusOption> options;
  for (const std::size_t place : billed_options(ran)) {
    options.push_back({ran.study.options[place].name, month_bills(ran.study, place, ran.settings),
                       served_by(ran.study, place)});
  }
  FocusForm form;
  const FocusArgs& asked = ran.focus;
  if (!asked.version.empty()) form.version = focus_versions.from_text(asked.version).value();
  if (!asked.scope.empty()) form.scope = focus_scopes.from_text(asked.scope).value();
  return to_focus(ran.result, options, form);
}

}  // namespace llmtco::app
