#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <vector>

#include "cli.h"
#include "commands.h"
#include "completion.h"
#include "exit_code.h"
#include "output.h"
#include "scenario/schema.h"
#include "yaml/closest.h"
#include "yaml/diagnostics.h"
#include "yaml/text.h"

namespace llmtco::app {
namespace {

struct Example {
  const char* name;
  const char* begin;
  const char* end;
};
#include "scenarios.inc"

std::string_view example_text(const std::string& name) {
  std::vector<std::string> names;
  for (const Example& example : examples) {
    if (name == example.name) return {example.begin, static_cast<std::size_t>(example.end - example.begin)};
    names.emplace_back(example.name);
  }
  const std::string hint = did_you_mean(name, names);
  throw InputError(fmt::format("llmtco: error: no shipped scenario {}; {}\n", shown(name),
                               hint.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : hint));
}

}  // namespace

int execute(const InitArgs& args) {
  const std::string_view text = example_text(args.from.empty() ? "starter" : args.from);
  if (!args.force && std::filesystem::exists(args.file)) {
    throw FileError(fmt::format("{} is there already; --force replaces it", shown(args.file)));
  }
  write_file(args.file, std::string(text));
  fmt::print(stderr, "wrote {}; next: llmtco run {}\n", args.file, args.file);
  return ExitCode::ok;
}

int execute(const SchemaArgs& args) {
  write(args.output, scenario_schema());
  return ExitCode::ok;
}

int execute(const CompletionArgs& args) {
  write({}, completion_script(args.shell, command_flags()));
  return ExitCode::ok;
}

}  // namespace llmtco::app
