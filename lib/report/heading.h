#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"
#include "report/layout.h"

namespace llmtco {

/// Name of the scenario at the left, day of its prices at the right.
std::string title_line(const Result& result, const Style& style);

/// "amounts in EUR at $1.10, 2026-09-23, ECB"; "at $1.05 to $1.15" of a rate that is drawn. Empty for dollars.
std::string currency_text(const Result& result);

/// The demand: "10.0M requests a month", with growth that of the first and the last month, then tokens, budget,
/// horizon.
std::vector<std::string> demand_parts(const Result& result);
/// The same in lines.
std::string demand_text(const Result& result, const Style& style);

/// Warnings, each behind a mark.
std::string warnings_text(const std::vector<std::string>& warnings, const Style& style);

}  // namespace llmtco
