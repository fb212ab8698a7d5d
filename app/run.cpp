#include <algorithm>

#include "baseline.h"
#include "commands.h"
#include "draws_out.h"
#include "exit_code.h"
#include "focus.h"
#include "montecarlo/servers.h"
#include "outputs.h"
#include "scenario_file.h"
#include "selection.h"
#include "simulation.h"
#include "text/diagnostics.h"
#include "version.h"
#include "view.h"
#include "workbook.h"

namespace llmtco::app {
namespace {

/// Whether the first screen is all there is to see, which beside sums shows means.
bool shows_means_alone(const RunArgs& args, const std::vector<OutputArgs>& outputs) {
  return outputs.size() == 1 && outputs.front().format == "table" && args.draws_out.empty() &&
         args.columns.empty() && args.sort.empty() && !args.verbose && !args.wide && !args.timeline &&
         !args.plot;
}

Screen screen_of_run(const RunArgs& args) {
  Screen screen = screen_of(args);
  screen.arguments = {args.scenario};
  for (const std::string& set : args.set) screen.arguments.insert(screen.arguments.end(), {"--set", set});
  return screen;
}

Settings settings_of_run(const RunArgs& args, const std::vector<OutputArgs>& outputs) {
  Settings settings = settings_of(args.draw, outputs.front());
  for (const OutputArgs& output : outputs)
    settings.details = settings.details || format_called(output.format)->details;
  settings.details = settings.details || args.timeline || args.plot;
  settings.brief = shows_means_alone(args, outputs);
  settings.masks = !args.draws_out.empty();
  settings.assumption_effects = true;
  return settings;
}

/// The output whose places call the scenario as JSON does, where there is one: several forms of one result say the same.
const OutputArgs& first_stored(const std::vector<OutputArgs>& outputs) {
  const auto found = std::find_if(outputs.begin(), outputs.end(),
                                  [](const OutputArgs& output) { return !called_in(output).empty(); });
  return found == outputs.end() ? outputs.front() : *found;
}

bool any_needs_run(const std::vector<OutputArgs>& outputs) {
  return std::any_of(outputs.begin(), outputs.end(),
                     [](const OutputArgs& output) { return format_called(output.format)->needs_run; });
}

int exit_code_of(const Result& result) {
  const bool any = std::any_of(result.options.begin(), result.options.end(),
                               [](const OptionResult& o) { return o.feasible; });
  return any ? ExitCode::ok : ExitCode::nothing_feasible;
}

}  // namespace

int execute(const RunArgs& args) {
  const std::vector<OutputArgs> outputs = outputs_of(args, ResultOf::run);
  require_screen(args, outputs);
  require_focus(args.focus, outputs);
  require_workbook(outputs);
  DrawsOut draws(args, outputs);
  const Screen screen = screen_of_run(args);
  const Settings settings = settings_of_run(args, outputs);
  Diagnostics diagnostics;
  std::optional<ScenarioTree> tree;
  Study study = read_study(args, first_stored(outputs), diagnostics, &tree);
  diagnostics.throw_if_errors();
  draws.keep_inputs(args.scenario, *tree);
  for (const OutputArgs& output : outputs) keep_inputs(output, args.scenario, *tree);
  keep_only(args.only, study);
  if (any_needs_run(outputs))
    study = with_servers(study, settings);  // once for the run and for what asks it more
  Result result = draws.simulate(study, settings);
  show_only(args.only, result);
  if (screen.sort != nullptr) sort_options(*screen.sort, result);
  result.tool_version = version;
  const ResultInputs inputs = inputs_of(*tree, args.set);
  const Ran ran{study, settings, result, args.focus, draws.pictured(), draws.asked_of_picture()};
  write_all(outputs, {result, &inputs, &ran, args, screen});
  draws.write(result);
  return exit_code_of(result);
}

}  // namespace llmtco::app
