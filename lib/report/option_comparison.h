#pragma once
#include <string>

#include "montecarlo/compare.h"
#include "report/layout.h"

namespace llmtco {

/// Two options side by side, and the first less the second.
std::string to_text(const OptionComparison& comparison, const Style& style);
std::string to_markdown(const OptionComparison& comparison);

}  // namespace llmtco
