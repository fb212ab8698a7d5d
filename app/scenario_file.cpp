#include "scenario_file.h"

#include <filesystem>

#include "output.h"
#include "shipped.h"
#include "text/closest.h"
#include "text/diagnostics.h"

namespace llmtco::app {
namespace {

/// A file; where it is missing and its name is nearly that of a shipped scenario, that is said.
std::optional<ScenarioTree> file_tree(const SourceArgs& args, const FileReach& reach,
                                      Diagnostics& diagnostics) {
  try {
    return read_scenario_tree(args.scenario, diagnostics, reach);
  } catch (const FileError& error) {
    const std::string& scenario = args.scenario;
    const bool bare = scenario.find_first_of("./") == std::string::npos;
    const std::string hint = bare ? did_you_mean(scenario, shipped_names()) : "";
    if (hint.empty()) throw;
    throw FileError(std::string(error.what()) + "; " + hint);
  }
}

}  // namespace

std::string called_in(const OutputArgs& output) {
  const bool stored = output.format == "json" || output.format == "html" || output.format == "xlsx";
  return stored ? scenario_in_json : "";
}

std::optional<ScenarioTree> scenario_tree(const SourceArgs& args, const std::string& called,
                                          Diagnostics& diagnostics) {
  const FileReach reach{.root = args.root, .any_file = args.any_file, .called = called};
  const Shipped* shipped = shipped_scenario(args.scenario);
  std::error_code ignored;
  if (shipped == nullptr || std::filesystem::exists(args.scenario, ignored))
    return file_tree(args, reach, diagnostics);
  InputFolder::Held files;
  for (const Shipped& file : companions_of(*shipped)) files.emplace_back(file.name, file.text());
  InputFolder folder(".", reach);
  folder.hold(std::move(files));
  return scenario_tree_of(std::string(shipped->text()), called.empty() ? args.scenario : called,
                          std::move(folder), diagnostics);
}

Study good_study(const ScenarioTree& tree) {
  Diagnostics diagnostics;
  Study study = study_of(tree, diagnostics);
  diagnostics.throw_if_errors();
  return study;
}

void keep_inputs(const OutputArgs& output, const std::string& scenario, const ScenarioTree& tree) {
  std::vector<std::string> inputs = tree.folder.opened();
  inputs.push_back(scenario);
  keep_inputs(output, inputs);
}

Study read_study(const SourceArgs& args, const OutputArgs& output, Diagnostics& diagnostics,
                 std::optional<ScenarioTree>* read) {
  const auto tree = scenario_tree(args, called_in(output), diagnostics);
  if (read != nullptr) *read = tree;
  const auto changed = tree ? with_overrides(*tree, args.set, diagnostics) : std::nullopt;
  if (!changed) return {};
  Study study = study_of(*changed, diagnostics);
  keep_inputs(output, args.scenario, *changed);
  return study;
}

}  // namespace llmtco::app
