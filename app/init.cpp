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
#include "text/characters.h"
#include "text/closest.h"
#include "text/diagnostics.h"

namespace llmtco::app {
namespace {

struct Example {
  const char* name;
  const char* begin;
  const char* end;
};
#include "scenarios.inc"

std::string_view text_of(const Example& example) {
  return {example.begin, static_cast<std::size_t>(example.end - example.begin)};
}

/// A file that a shipped scenario names, with its extension.
bool is_companion(const Example& example) { return std::string_view(example.name).ends_with(".json"); }

std::string_view example_text(const std::string& name) {
  std::vector<std::string> names;
  for (const Example& example : examples) {
    if (is_companion(example)) continue;
    if (name == example.name) return text_of(example);
    names.emplace_back(example.name);
  }
  const std::string hint = did_you_mean(name, names);
  throw InputError(fmt::format("llmtco: error: no shipped scenario {}; {}\n", shown(name),
                               hint.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : hint));
}

}  // namespace

int execute(const InitArgs& args) {
  const std::string_view text = example_text(args.from.empty() ? "starter" : args.from);
  const auto free = [&](const std::string& file) {
    if (!args.force && std::filesystem::exists(file))
      throw FileError(fmt::format("{} is there already; --force replaces it", shown(file)));
  };
  std::vector<std::pair<std::string, std::string_view>> files{{args.file, text}};
  for (const Example& example : examples) {
    if (!is_companion(example) || text.find(example.name) == std::string_view::npos) continue;
    files.emplace_back((std::filesystem::path(args.file).parent_path() / example.name).string(),
                       text_of(example));
  }
  for (const auto& file : files) free(file.first);
  for (const auto& [file, bytes] : files) write_file(file, std::string(bytes));
  for (std::size_t i = 1; i < files.size(); ++i)
    fmt::print(stderr, "wrote {}, which it names\n", files[i].first);
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
