#include <fmt/format.h>

#include <algorithm>

#include "baseline.h"
#include "commands.h"
#include "draws_out.h"
#include "exit_code.h"
#include "focus.h"
#include "output.h"
#include "refusal.h"
#include "report/csv.h"
#include "report/inputs_json.h"
#include "report/json_fields.h"
#include "report/markdown.h"
#include "report/text.h"
#include "report/timeline.h"
#include "report/wide.h"
#include "scenario_file.h"
#include "selection.h"
#include "simulation.h"
#include "text/characters.h"
#include "text/closest.h"
#include "text/diagnostics.h"
#include "version.h"
#include "workbook.h"

namespace llmtco::app {
namespace {

/// What only the first screen knows is refused where another form is asked for.
void require_screen(const RunArgs& args) {
  if (args.output.format == "table" ||
      (!args.verbose && !args.wide && !args.timeline && args.columns.empty()))
    return;
  const char* flag = args.verbose    ? "--verbose"
                     : args.wide     ? "--wide"
                     : args.timeline ? "--timeline"
                                     : "--columns";
  refuse(fmt::format("{} is of the table, and --format {} is no table", flag, args.output.format));
}

/// Whether the first screen is all there is to see: beside sums it shows means.
bool shows_means_alone(const RunArgs& args) {
  return args.output.format == "table" && args.json.empty() && args.columns.empty() && args.sort.empty() &&
         !args.verbose && !args.wide && !args.timeline;
}

Screen screen_of(const RunArgs& args) {
  Screen screen{.verbose = args.verbose, .arguments = {args.scenario}};
  for (const std::string& set : args.set) screen.arguments.insert(screen.arguments.end(), {"--set", set});
  if (!args.sort.empty()) screen.sort = &figure_named("--sort", args.sort);
  for (const std::string& name : args.columns) screen.columns.push_back(&figure_named("--columns", name));
  return screen;
}

/// The keys asked for of each option, which every option has alike.
std::string fields_of(const Result& result, const std::vector<std::string>& fields) {
  const std::vector<std::string> known = json_field_names(result);
  for (const std::string& field : fields) {
    if (std::find(known.begin(), known.end(), field) != known.end()) continue;
    const std::string hint = did_you_mean(field, known);
    refuse(fmt::format("--json: options have no key {}", shown(field)),
           hint.empty() ? fmt::format("they have {}", fmt::join(known, ", ")) : hint);
  }
  return to_json(result, fields);
}

std::string rendered(const Ran& ran, const RunArgs& args, const Screen& screen, const ScenarioTree& tree) {
  const std::string& format = args.output.format;
  const Result& result = ran.result;
  if (!args.json.empty()) return fields_of(result, args.json);
  if (format == "json") return to_json(result, inputs_of(tree, args.set));
  if (format == "focus") return focus_text(args.focus, ran);
  if (format == "xlsx") return workbook_of(ran);
  if (format == "csv") return to_csv(result);
  if (format == "markdown") return to_markdown(result);
  if (args.timeline) return timeline_text(result, style_of(args.output));
  if (args.wide) return wide_text(result, style_of(args.output));
  return to_text(result, screen_style_of(args.output), screen);
}

int exit_code_of(const Result& result) {
  const bool any = std::any_of(result.options.begin(), result.options.end(),
                               [](const OptionResult& o) { return o.feasible; });
  return any ? ExitCode::ok : ExitCode::nothing_feasible;
}

}  // namespace

int execute(const RunArgs& args) {
  require_screen(args);
  require_focus(args.focus, args.output);
  require_workbook(args.output);
  require_writable(args.output);
  DrawsOut draws(args);
  const Screen screen = screen_of(args);
  Settings settings = settings_of(args.draw, args.output);
  settings.details = settings.details || args.timeline || !args.json.empty();
  settings.brief = shows_means_alone(args) && !draws.wanted();
  settings.masks = draws.wanted();
  settings.assumption_effects = true;
  OutputArgs output = args.output;
  if (!args.json.empty()) output.format = "json";
  Diagnostics diagnostics;
  std::optional<ScenarioTree> tree;
  Study study = read_study(args, output, diagnostics, &tree);
  diagnostics.throw_if_errors();
  draws.keep_inputs(args.scenario, *tree);
  keep_only(args.only, study);
  Result result = draws.simulate(study, settings);
  show_only(args.only, result);
  if (screen.sort != nullptr) sort_options(*screen.sort, result);
  result.tool_version = version;
  write(args.output, rendered({study, settings, result}, args, screen, *tree));
  draws.write(result);
  return exit_code_of(result);
}

}  // namespace llmtco::app
