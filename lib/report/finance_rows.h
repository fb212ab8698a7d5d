#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"
#include "report/layout.h"

namespace llmtco {

/// What a scenario's `finance` and `business` ask of its options, a row for each that can serve, the heading first: empty
/// where it asks nothing.
std::vector<std::vector<std::string>> finance_rows(const Result& result, const Style& style);
std::vector<std::vector<std::string>> business_rows(const Result& result, const Style& style);

/// Both as tables for the terminal, with a line on what they count.
std::string finance_text(const Result& result, const Style& style);
/// The same for Markdown.
std::string finance_markdown(const Result& result);

}  // namespace llmtco
