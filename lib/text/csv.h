#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "text/number.h"

namespace llmtco {

enum class CsvDecimal { unknown, point, comma };

/// How a CSV file is written. The decimal sign is known where its cells tell; a comma that separates fields is none.
struct CsvStyle {
  char separator = ',';
  CsvDecimal decimal = CsvDecimal::unknown;
};

/// What is wrong with a CSV file at a line, from 1.
struct CsvProblem {
  int line = 0;
  std::string message;
  std::string hint;
};

/// A CSV file (RFC 4180) as people and spreadsheets write it: a line of column names, then records with as many
/// fields. A field in quotes may hold separators, line breaks and doubled quotes. Fields are separated by what
/// separates the names, `,` `;` or a tab, or by what a first line `sep=;` says. Passed over: a byte order mark,
/// lines that start with # (but for a cell such as #REF!), records without any text, empty fields behind the
/// last column.
struct CsvTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<int> lines;  ///< of each row, from 1, that it starts on
  CsvStyle style;
  std::vector<CsvProblem> problems;  ///< the table is of use only if there are none; the first twenty

  std::optional<std::size_t> column(std::string_view name) const;
};

CsvTable read_csv(std::string_view text);

/// Byte at which field number `field` of a line of CSV begins; 0 where the line has fewer.
std::size_t field_start(std::string_view line, char separator, std::size_t field);

/// The number in a cell: 1000, 0.5, 1e6; where commas do not separate fields also 0,5 and 1.234,5. Groups of three
/// digits may be set apart by spaces, apostrophes, and by commas (points) where they cannot be decimal ones.
/// Refused: an empty cell, an error of the spreadsheet (#N/A), what is not finite, and what can be read two ways:
/// 1,000 beside semicolons is 1 or 1000 unless other cells of the file tell.
std::variant<double, Refusal> csv_number(std::string_view cell, const CsvStyle& style);
/// Whether a cell is a number that can be read in two ways.
bool is_ambiguous(std::string_view cell, const CsvStyle& style);

/// Whether a cell holds an error of a spreadsheet, such as #REF! or #N/A.
bool is_csv_error(std::string_view cell);

/// How the cells of the rows write decimals, by those that can be read in one way only; unknown if they disagree.
CsvDecimal csv_decimal(const std::vector<std::vector<std::string>>& rows);

/// A text of somebody else as a field: control characters as '?', no command of a log (text/plain.h), and an apostrophe
/// in front where a spreadsheet would take it for a formula (it begins with = + - or @, perhaps behind blanks).
std::string csv_text(std::string_view text);

/// A field as RFC 4180 writes it: in quotes where it has commas, quotes or line breaks.
std::string csv_field(std::string_view text);

}  // namespace llmtco
