#pragma once
#include <string>
#include <vector>

#include "cli.h"

namespace llmtco::app {

/// Completion script for bash, zsh or fish.
std::string completion_script(const std::string& shell, const std::vector<CommandFlags>& commands);

}  // namespace llmtco::app
