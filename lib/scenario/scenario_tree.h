#pragma once
#include <optional>
#include <string>

#include "text/diagnostics.h"
#include "text/input_folder.h"
#include "yaml/node.h"

namespace llmtco {

/// A scenario file as it was read, and where the files it names are.
struct ScenarioTree {
  Node root;
  InputFolder folder;
};

/// Reads a scenario file as a tree; `path` is a file, or - for stdin. What is wrong with it as YAML goes to
/// the diagnostics; nothing is returned where that leaves no tree. The files it names are those of its own folder,
/// or as far as `reach` says (text/input_folder.h). A link to a file that has not
/// shown to be a scenario is refused without a word of it: whoever wrote the link may not have been allowed to read it.
/// Throws FileError where the file is missing.
std::optional<ScenarioTree> read_scenario_tree(const std::string& path, Diagnostics& diagnostics,
                                               const FileReach& reach = {});

/// The same of a text; `name` is for messages.
std::optional<ScenarioTree> scenario_tree_of(std::string text, const std::string& name, InputFolder folder,
                                             Diagnostics& diagnostics);

}  // namespace llmtco
