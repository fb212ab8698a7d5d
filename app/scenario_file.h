#pragma once
#include <optional>
#include <string>
#include <vector>

#include "args.h"
#include "scenario/scenario.h"

namespace llmtco::app {

/// The scenario an argument names: a file, - for stdin, or a shipped scenario (`article`) where no file has
/// that name. Otherwise like read_scenario_tree().
std::optional<ScenarioTree> scenario_tree(const SourceArgs& args, const std::string& called,
                                          Diagnostics& diagnostics);
/// What places call the scenario: empty for its own name.
std::string called_in(const OutputArgs& output);

/// A study of it, with overrides; of use only if the diagnostics have no errors. Throws InputError where a file it reads
/// is the one to be written. `read` takes the file as it was, without the overrides.
Study read_study(const SourceArgs& args, const OutputArgs& output, Diagnostics& diagnostics,
                 std::optional<ScenarioTree>* read = nullptr);

/// A study of a tree, or throws InputError with everything that is wrong.
Study good_study(const ScenarioTree& tree);

/// Throws InputError where the output would replace the scenario or a file it names.
void keep_inputs(const OutputArgs& output, const std::string& scenario, const ScenarioTree& tree);

}  // namespace llmtco::app
