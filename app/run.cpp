#include <algorithm>

#include "commands.h"
#include "exit_code.h"
#include "output.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/markdown.h"
#include "report/text.h"
#include "report/timeline.h"
#include "simulation.h"
#include "version.h"

namespace llmtco::app {

int execute(const RunArgs& args) {
  require_writable(args.output);
  Settings settings = settings_of(args.draw, args.output);
  settings.details = settings.details || args.timeline;
  Result result = simulate(study_of(args.scenario, args.set), settings);
  result.tool_version = version;
  const std::string& format = args.output.format;
  write(args.output, format == "json"       ? to_json(result)
                     : format == "csv"      ? to_csv(result)
                     : format == "markdown" ? to_markdown(result)
                     : args.timeline        ? timeline_text(result, style_of(args.output))
                                            : to_text(result, style_of(args.output)));
  const bool any = std::any_of(result.options.begin(), result.options.end(),
                               [](const OptionResult& o) { return o.feasible; });
  return any ? ExitCode::ok : ExitCode::nothing_feasible;
}

}  // namespace llmtco::app
