#pragma once
#include <string>
#include <vector>

#include "montecarlo/explanation.h"
#include "report/layout.h"

namespace llmtco {

/// Whether a step has a line of its own: it has a name, and is no number within an author's formula.
bool has_line(const ExplainedStep& step);

/// The operation of a step in words: `tasks a month × tokens in × 0.001`, of the names of the steps with lines.
/// Steps in between are written out; the constants of a product are one factor. Empty for a leaf.
std::string formula(const std::vector<ExplainedStep>& steps, std::size_t step, const Style& style);

/// The steps with lines that a formula names, each once, in their order in it.
std::vector<std::size_t> named_in(const std::vector<ExplainedStep>& steps, std::size_t step);

}  // namespace llmtco
