#pragma once
#include <vector>

#include "report/focus.h"
#include "report/focus_columns.h"

namespace llmtco {

/// What the rows of one month of an option have in common.
struct FocusMonth {
  const Result& result;
  const FocusForm& form;
  const FocusOption& option;
  const OptionResult& told;
  const BillOfMonth& bill;

  const Served& by(const std::string& part) const {
    for (const ServedPart& each : option.served) {
      if (each.part == part) return each.by;
    }
    return option.served.front().by;
  }
};

/// The rows of the month's lines.
std::vector<FocusRow> focus_rows(const FocusMonth& at);

}  // namespace llmtco
