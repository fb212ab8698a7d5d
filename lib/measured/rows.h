#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "text/csv.h"

namespace llmtco {

/// A table of measured rows (text/csv.h): every row has a field for each column.
struct RowTable {
  enum class Kind { decode_speed, throughput, latency, speculation, setup, kernel, unknown };

  std::string file;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<int> lines;  ///< of each row in the file, from 1
  CsvStyle style;

  Kind kind() const;  ///< by the columns that only one kind has
  /// The field of a row, empty where the column is absent.
  std::string_view field(std::size_t row, std::string_view column) const;
};

/// Throws InputError with file and line of everything that makes the text no table: rows that have more or fewer
/// fields than there are columns, two columns of one name, cells that hold an error of a spreadsheet,
/// and of what no measurement can be (measured/checked_rows.h).
RowTable read_rows(std::string_view text, const std::string& file);

}  // namespace llmtco
