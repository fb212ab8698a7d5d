#pragma once
#include <string>

#include "montecarlo/result.h"

namespace llmtco {

/// The result for a pull request or a wiki: the table of options, the bills folded away, the warnings.
std::string to_markdown(const Result& result);
std::string to_markdown(const ScenarioComparison& comparison);

}  // namespace llmtco
