#pragma once
#include <string>

#include "montecarlo/result.h"
#include "report/workbook_inputs.h"

namespace llmtco {

/// Where the totals of an option stand.
struct OptionTotals {
  std::string paid;                   ///< reference to what is to be paid in the average month
  std::optional<std::string> damage;  ///< to the expected damage, where there is any
};

/// The sheet of one option: its bill, whose lines are formulas over the cells of the calculation below it and so over the
/// inputs, as `explanation` has them: every step of its monthly cost, with damage where it has some
/// (Question::every_step). What no formula gives is a value, marked so.
OptionTotals add_option_sheet(const OptionResult& option, const Explanation& explanation, XlsxFile& file,
                              WorkbookInputs& inputs);

}  // namespace llmtco
