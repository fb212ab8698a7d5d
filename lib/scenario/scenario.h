#pragma once
#include <string>
#include <vector>

#include "montecarlo/study.h"
#include "text/diagnostics.h"

namespace llmtco {

/// Reads a scenario file into a study. `overrides` are path=value texts, applied in order. Everything wrong
/// with the file, its overlays and the overrides goes to the diagnostics; the study is of use only if they
/// have no errors. `path` is a file, or - for stdin. Throws FileError where a file is missing.
Study read_scenario(const std::string& path, const std::vector<std::string>& overrides,
                    Diagnostics& diagnostics);

/// The same from a text; `name` is for messages, `directory` is where files it names are looked for.
Study read_scenario_text(std::string text, const std::string& name, const std::string& directory,
                         const std::vector<std::string>& overrides, Diagnostics& diagnostics);

}  // namespace llmtco
