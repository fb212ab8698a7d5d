#pragma once
#include <span>
#include <string>
#include <vector>

#include "montecarlo/result.h"
#include "report/fitted_table.h"

namespace llmtco {

/// Heading of the column of what is to be paid, which a picture goes with.
inline constexpr const char* to_pay_heading = "to pay\na month";

/// The columns that say something of these options: none in which all is unknown, or every limit holds. The first is
/// what is to be paid.
std::vector<ScreenColumn> screen_columns(const Result& result, std::span<const OptionResult* const> options);

/// The column of a figure that a user asked for.
ScreenColumn column_of(const Measure& measure, std::span<const OptionResult* const> options);

}  // namespace llmtco
