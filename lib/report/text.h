#pragma once
#include <string>

#include "montecarlo/result.h"
#include "report/layout.h"

namespace llmtco {

/// The result as an analyst reads it: a table of the options, the lines of each bill as a tree, what was
/// assumed, warnings.
std::string to_text(const Result& result, const Style& style);

/// Base, changed and the paired difference of every option.
std::string to_text(const ScenarioComparison& comparison, const Style& style);

}  // namespace llmtco
