#include <algorithm>

#include "commands.h"
#include "decision/what_if.h"
#include "exit_code.h"
#include "output.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/markdown.h"
#include "report/text.h"
#include "report/wide.h"
#include "scenario_family.h"
#include "scenario_file.h"
#include "simulation.h"
#include "version.h"

namespace llmtco::app {

int execute(const WhatIfArgs& args) {
  require_writable(args.output);
  const ScenarioTree tree = good_tree(args, args.output);
  Settings settings = settings_of(args.draw, args.output);
  settings.brief = !settings.details;
  family_of(tree).study({});  // reads the files it names, before anything is done for a result
  keep_inputs(args.output, args.scenario, tree);
  ScenarioComparison comparison = what_if(family_of(tree), choices_of(args.set), settings);
  warn_if_nothing_changes(tree, args.set);
  comparison.base.tool_version = comparison.changed.tool_version = version;
  const std::string& format = args.output.format;
  write(args.output, format == "json"       ? to_json(comparison)
                     : format == "csv"      ? to_csv(comparison)
                     : format == "markdown" ? to_markdown(comparison)
                     : args.wide            ? wide_text(comparison, style_of(args.output))
                                            : to_text(comparison, screen_style_of(args.output)));
  const auto& options = comparison.changed.options;
  const bool any =
      std::any_of(options.begin(), options.end(), [](const OptionResult& o) { return o.feasible; });
  return any ? ExitCode::ok : ExitCode::nothing_feasible;
}

}  // namespace llmtco::app
