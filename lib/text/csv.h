#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llmtco {

/// A CSV file (RFC 4180): a line of column names, then records. A field in quotes may hold commas, line
/// breaks and doubled quotes. A byte order mark, lines that start with # and empty lines are passed over;
/// lines may end in CR LF.
struct CsvTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<int> lines;  ///< of each row, from 1, that it starts on
  int unclosed = 0;        ///< line of a quote that nothing closes; 0 where all are closed

  std::optional<std::size_t> column(std::string_view name) const;
};

/// Rows keep as many fields as they have, which may differ from the number of columns.
CsvTable read_csv(std::string_view text);

/// A field as RFC 4180 writes it: in quotes where it has commas, quotes or line breaks.
std::string csv_field(std::string_view text);

}  // namespace llmtco
