#include "montecarlo/compare.h"

#include <fmt/format.h>

#include "commands.h"
#include "exit_code.h"
#include "output.h"
#include "refusal.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/option_comparison.h"
#include "selection.h"
#include "simulation.h"
#include "streams.h"
#include "text/characters.h"
#include "version.h"

namespace llmtco::app {
int execute(const CompareArgs& args) {
  require_writable(args.output);
  Study study = study_of(args, args.output);
  const std::size_t a = option_called("", args.a, study.options),
                    b = option_called("", args.b, study.options);
  if (a == b) refuse(fmt::format("{} cannot be compared with itself", shown(args.a)), "name two options");
  if (args.finance) {
    if (!study.finance)
      refuse("the scenario has no terms of finance", "give what money is worth: --set finance.rate=10%");
    study.finance->reference = args.b;
  }
  OptionComparison comparison = compare_options(study, a, b, settings_of(args.draw, args.output));
  comparison.result.tool_version = version;
  bool feasible = true;
  for (const std::size_t i : {a, b}) {
    const OptionResult& option = comparison.result.options[i];
    if (!option.feasible)
      say(fmt::format("llmtco: {} is not feasible: {}\n", shown(option.name), displayable(option.reason)));
    feasible = feasible && option.feasible;
  }
  if (!feasible) return ExitCode::nothing_feasible;
  const std::string& format = args.output.format;
  write(args.output, format == "json"       ? to_json(comparison)
                     : format == "csv"      ? to_csv(comparison)
                     : format == "markdown" ? to_markdown(comparison)
                                            : to_text(comparison, style_of(args.output)));
  return ExitCode::ok;
}

}  // namespace llmtco::app
