#pragma once
#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.h"

namespace llmtco::app {

/// The scenario an argument names: a file, - for stdin, or a shipped scenario (`article`) where no file has
/// that name. Otherwise like read_scenario_tree().
std::optional<ScenarioTree> scenario_tree(const std::string& scenario, Diagnostics& diagnostics);

/// A study of it, with overrides; of use only if the diagnostics have no errors.
Study read_study(const std::string& scenario, const std::vector<std::string>& overrides,
                 Diagnostics& diagnostics);

}  // namespace llmtco::app
