#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "montecarlo/study.h"
#include "text/diagnostics.h"
#include "yaml/node.h"

namespace llmtco {

/// A scenario file as it was read, and where the files it names are looked for.
struct ScenarioTree {
  Node root;
  std::string directory;
};

/// Reads a scenario file as a tree; `path` is a file, or - for stdin. What is wrong with it as YAML goes to
/// the diagnostics; nothing is returned where that leaves no tree. Throws FileError where the file is missing.
std::optional<ScenarioTree> read_scenario_tree(const std::string& path, Diagnostics& diagnostics);

/// The tree with path=value texts applied to it in order; nothing where one cannot be.
std::optional<ScenarioTree> with_overrides(const ScenarioTree& tree, std::span<const std::string> overrides,
                                           Diagnostics& diagnostics);

/// Reads a tree into a study, which takes about a millisecond. Everything wrong with it and the files it names
/// goes to the diagnostics; the study is of use only if they have no errors.
Study study_of(const ScenarioTree& tree, Diagnostics& diagnostics);

/// Reads a scenario file into a study. `overrides` are path=value texts, applied in order. Everything wrong
/// with the file, its overlays and the overrides goes to the diagnostics; the study is of use only if they
/// have no errors. `path` is a file, or - for stdin. Throws FileError where a file is missing.
Study read_scenario(const std::string& path, const std::vector<std::string>& overrides,
                    Diagnostics& diagnostics);

/// The same from a text; `name` is for messages, `directory` is where files it names are looked for.
Study read_scenario_text(std::string text, const std::string& name, const std::string& directory,
                         const std::vector<std::string>& overrides, Diagnostics& diagnostics);

}  // namespace llmtco
