#pragma once
#include <string>
#include <vector>

#include "ran.h"

namespace llmtco::app {

/// Throws InputError where a workbook is asked for that this build cannot make.
void require_workbook(const std::vector<OutputArgs>& outputs);

/// A workbook of a study that has been run, with the formulas of its bills.
std::string workbook_of(const Ran& ran);

}  // namespace llmtco::app
