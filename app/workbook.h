#pragma once
#include <string>

#include "focus.h"

namespace llmtco::app {

/// Throws InputError where a workbook is asked for that this build cannot make, or that would go to a terminal.
void require_workbook(const OutputArgs& output);

/// A workbook of a study that has been run, with the formulas of its bills.
std::string workbook_of(const Ran& ran);

}  // namespace llmtco::app
