#include <fmt/format.h>

#include "report/xlsx_file.h"

namespace llmtco {

std::string cell_reference(const CellPlace& cell, const std::string& sheet) {
  std::string column;
  for (unsigned rest = cell.column + 1u; rest > 0; rest = (rest - 1) / 26)
    column.insert(column.begin(), static_cast<char>('A' + (rest - 1) % 26));
  const std::string here = fmt::format("${}${}", column, cell.row + 1);
  return sheet.empty() ? here : fmt::format("'{}'!{}", sheet, here);  // names have no apostrophes
}

}  // namespace llmtco
