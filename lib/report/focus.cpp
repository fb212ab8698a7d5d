#include "report/focus.h"

#include <fmt/format.h>

#include "report/focus_rows.h"
#include "text/characters.h"
#include "text/csv.h"

namespace llmtco {
namespace {

std::string focus_cell(const FocusRow& row, std::string_view column) {
  const auto cell = row.find(column);
  if (cell == row.end()) return "";
  const FocusColumn* known = focus_column(column);
  const bool is_text = known == nullptr ? !column.starts_with("x_Cost") && column != "x_ExpectedCost"
                                        : known->type == FocusType::text;
  return is_text || column == "x_CostKind" ? csv_text(displayable(cell->second))
                                           : csv_field(displayable(cell->second));
}

}  // namespace

std::string to_focus(const Result& result, const std::vector<FocusOption>& options, const FocusForm& form) {
  std::vector<std::string_view> columns;
  for (const FocusColumn& each : focus_columns()) {
    if (each.is_in(form.version)) columns.push_back(each.name);
  }
  columns.insert(columns.end(), own_focus_columns().begin(), own_focus_columns().end());
  std::string text = fmt::format("{}\n", fmt::join(columns, ","));
  for (const FocusOption& option : options) {
    for (const BillOfMonth& bill : option.months) {
      const FocusMonth at{result, form, option, *result.option(option.name), bill};
      for (const FocusRow& row : focus_rows(at)) {
        std::string between;
        for (const std::string_view column : columns) {
          text += between + focus_cell(row, column);
          between = ",";
        }
        text += '\n';
      }
    }
  }
  return text;
}

}  // namespace llmtco
