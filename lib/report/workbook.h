#pragma once
#include <string>
#include <vector>

#include "montecarlo/explanation.h"
#include "montecarlo/result.h"

namespace llmtco {

/// Why no workbook can be made: the build or the machine lacks libxlsxwriter. Empty where one can.
std::string no_workbooks();

/// A workbook (xlsx) of a result: the answer; inputs as named cells; a sheet for each option that can serve, whose lines
/// are formulas over those cells; months, cash and assumptions as values. The same bytes for the same result.
///
/// `explanations` are those of the feasible options, in their order: of the monthly cost, with damage where there is any,
/// with every step (Question::every_step). Requires that no_workbooks() says nothing.
std::string to_xlsx(const Result& result, const std::vector<Explanation>& explanations);

}  // namespace llmtco
