#include <algorithm>

#include "commands.h"
#include "exit_code.h"
#include "output.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/markdown.h"
#include "report/text.h"
#include "montecarlo/compare.h"
#include "simulation.h"
#include "version.h"

namespace llmtco::app {

int execute(const WhatIfArgs& args) {
  require_writable(args.output);
  const Study base = study_of(args.scenario, {});
  const Study changed = study_of(args.scenario, args.set);
  ScenarioComparison comparison = compare(base, changed, args.set, settings_of(args.draw, args.output));
  comparison.base.tool_version = comparison.changed.tool_version = version;
  const std::string& format = args.output.format;
  write(args.output, format == "json"       ? to_json(comparison)
                     : format == "csv"      ? to_csv(comparison)
                     : format == "markdown" ? to_markdown(comparison)
                                            : to_text(comparison, style_of(args.output)));
  const auto& options = comparison.changed.options;
  const bool any =
      std::any_of(options.begin(), options.end(), [](const OptionResult& o) { return o.feasible; });
  return any ? ExitCode::ok : ExitCode::nothing_feasible;
}

}  // namespace llmtco::app
