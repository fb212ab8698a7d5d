#pragma once
#include <string>

#include "montecarlo/explanation.h"
#include "report/layout.h"

namespace llmtco {

/// The explanation as an indented tree for people. A line names a number, its value, how it comes of the lines
/// below it, and where an input was written; constants of a product are one factor.
std::string to_text(const Explanation& explanation, const Style& style);

/// As JSON: docs/explain.md. Numbers are not rounded, units are base units, no constants are folded.
std::string to_json(const Explanation& explanation);

}  // namespace llmtco
