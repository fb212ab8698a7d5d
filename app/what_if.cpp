#include <fmt/format.h>

#include <algorithm>

#include "causes.h"
#include "commands.h"
#include "decision/what_if.h"
#include "exit_code.h"
#include "output.h"
#include "refusal.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/markdown.h"
#include "report/text.h"
#include "report/waterfall.h"
#include "report/wide.h"
#include "scenario_family.h"
#include "scenario_file.h"
#include "simulation.h"
#include "text/diagnostics.h"
#include "version.h"

namespace llmtco::app {
namespace {

/// Where one thing was changed it is the cause of all.
std::vector<Attribution> causes_of(const WhatIfArgs& args, const ScenarioTree& tree,
                                   const Settings& settings) {
  if (!args.plot || args.set.size() < 2) return {};
  Diagnostics diagnostics;
  const auto changed = with_overrides(tree, args.set, diagnostics);
  diagnostics.throw_if_errors();
  return attributions_between(tree, *changed, "", {.run = settings});
}

/// What only the table has is refused of another form.
void require_table(const WhatIfArgs& args) {
  if (args.plot && args.output.format != "table")
    refuse(fmt::format("--plot is of the table, and --format {} is no table", args.output.format));
}

std::string rendered(const ScenarioComparison& comparison, const WhatIfArgs& args,
                     const std::vector<Attribution>& causes) {
  const std::string& format = args.output.format;
  if (format == "json") return to_json(comparison);
  if (format == "csv") return to_csv(comparison);
  if (format == "markdown") return to_markdown(comparison);
  if (args.plot) return change_plot(comparison, causes, screen_style_of(args.output));
  return args.wide ? wide_text(comparison, style_of(args.output))
                   : to_text(comparison, screen_style_of(args.output));
}

}  // namespace

int execute(const WhatIfArgs& args) {
  require_table(args);
  require_writable(args.output);
  const ScenarioTree tree = good_tree(args, args.output);
  Settings settings = settings_of(args.draw, args.output);
  settings.brief = !settings.details;
  const Family family = family_of(tree);
  family.study({});  // reads the files it names, before anything is done for a result
  keep_inputs(args.output, args.scenario, tree);
  ScenarioComparison comparison = what_if(family, choices_of(args.set), settings);
  warn_if_nothing_changes(tree, args.set);
  comparison.base.tool_version = comparison.changed.tool_version = version;
  write(args.output, rendered(comparison, args, causes_of(args, tree, settings)));
  const auto& options = comparison.changed.options;
  const bool any =
      std::any_of(options.begin(), options.end(), [](const OptionResult& o) { return o.feasible; });
  return any ? ExitCode::ok : ExitCode::nothing_feasible;
}

}  // namespace llmtco::app
