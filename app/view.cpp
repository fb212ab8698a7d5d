#include "view.h"

#include <fmt/format.h>

#include <algorithm>

#include "refusal.h"
#include "report/json_fields.h"
#include "selection.h"
#include "text/characters.h"
#include "text/closest.h"

namespace llmtco::app {

void require_screen(const ViewArgs& args, const std::vector<OutputArgs>& outputs) {
  const bool table = std::any_of(outputs.begin(), outputs.end(),
                                 [](const OutputArgs& output) { return output.format == "table"; });
  if (table || (!args.verbose && !args.wide && !args.timeline && !args.plot && args.columns.empty())) return;
  const char* flag = args.verbose    ? "--verbose"
                     : args.wide     ? "--wide"
                     : args.timeline ? "--timeline"
                     : args.plot     ? "--plot"
                                     : "--columns";
  refuse(fmt::format("{} is of the table, and --format {} is no table", flag, outputs.front().format));
}

Screen screen_of(const ViewArgs& args) {
  Screen screen{.verbose = args.verbose};
  if (!args.sort.empty()) screen.sort = &figure_named("--sort", args.sort);
  for (const std::string& name : args.columns) screen.columns.push_back(&figure_named("--columns", name));
  return screen;
}

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

}  // namespace llmtco::app
