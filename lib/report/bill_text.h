#pragma once
#include <string>

#include "montecarlo/result.h"
#include "report/layout.h"

namespace llmtco {

/// One option: its bill as a tree, each line with quantity and unit price, or why it cannot serve; then what is said
/// of its speed, accuracy and assumptions.
std::string bill_text(const OptionResult& option, const Style& style);

/// "5,840 GPU-h × $2.055", "2,896 Mtok × $2.00 less 8 %"; nothing of a sum a month.
std::string how_it_comes(const LineResult& line, const Style& style);
/// "invoiced, usage", "staff".
std::string kind_of_cost(const LineResult& line);

}  // namespace llmtco
