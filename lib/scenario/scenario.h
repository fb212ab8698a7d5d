#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "montecarlo/study.h"
#include "scenario/scenario_tree.h"
#include "text/diagnostics.h"

namespace llmtco {

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

/// The same from a text; `name` is for messages, `folder` is where the files it names are.
Study read_scenario_text(std::string text, const std::string& name, const InputFolder& folder,
                         const std::vector<std::string>& overrides, Diagnostics& diagnostics);

}  // namespace llmtco
