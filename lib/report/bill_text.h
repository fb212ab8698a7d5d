#pragma once
#include <string>

#include "montecarlo/result.h"
#include "report/layout.h"

namespace llmtco {

/// One option: its bill as a tree, each line with quantity and unit price, or why it cannot serve; then what is said
/// of its speed, accuracy and assumptions.
std::string bill_text(const OptionResult& option, const Style& style);

}  // namespace llmtco
