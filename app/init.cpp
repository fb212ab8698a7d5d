#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <vector>

#include "commands.h"
#include "exit_code.h"
#include "output.h"
#include "refusal.h"
#include "scenario/schema.h"
#include "shipped.h"
#include "streams.h"
#include "text/characters.h"
#include "text/closest.h"
#include "text/diagnostics.h"

namespace llmtco::app {
namespace {

const Shipped& example(const std::string& name) {
  if (const Shipped* found = shipped_scenario(name)) return *found;
  const std::vector<std::string> names = shipped_names();
  const std::string hint = did_you_mean(name, names);
  refuse(fmt::format("no shipped scenario {}", shown(name)),
         hint.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : hint);
}

/// The schema beside a scenario, which its first line names, so that editors know keys and units.
constexpr const char* schema_name = "llmtco.schema.json";
constexpr const char* schema_line = "# yaml-language-server: $schema=llmtco.schema.json\n";

void write_schema_beside(const InitArgs& args) {
  const std::filesystem::path file = std::filesystem::path(args.file).parent_path() / schema_name;
  const bool another = !args.force && std::filesystem::exists(file);  // of another scenario in this folder
  if (another || !std::filesystem::is_regular_file(args.file)) return;
  write_file(file.string(), scenario_schema());
  say(fmt::format("wrote {}, for editors (see docs/scenario.md)\n", file.string()));
}

}  // namespace

int execute(const InitArgs& args) {
  const Shipped& from = example(args.from.empty() ? "starter" : args.from);
  const auto free = [&](const std::string& file) {
    if (!args.force && std::filesystem::exists(file))
      throw FileError(fmt::format("{} is there already; --force replaces it", shown(file)));
  };
  std::vector<std::pair<std::string, std::string_view>> files{{args.file, from.text()}};
  for (const Shipped& file : companions_of(from))
    files.emplace_back((std::filesystem::path(args.file).parent_path() / file.name).string(), file.text());
  for (const auto& file : files) free(file.first);
  for (const auto& [file, bytes] : files)
    write_file(file, (file == args.file ? schema_line : "") + std::string(bytes));
  for (std::size_t i = 1; i < files.size(); ++i)
    say(fmt::format("wrote {}, which it names\n", files[i].first));
  write_schema_beside(args);
  say(fmt::format("wrote {}; next: llmtco run {}\n", args.file, args.file));
  return ExitCode::ok;
}

int execute(const SchemaArgs& args) {
  write(args.output, scenario_schema());
  return ExitCode::ok;
}

}  // namespace llmtco::app
