#include "scenario/csv_column.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "scenario/named_file.h"
#include "text/characters.h"
#include "text/closest.h"
#include "text/csv.h"
#include "text/number.h"
#include "units/parse.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr std::size_t largest_csv = 8'000'000;
constexpr std::size_t most_searched = 16'000'000;  // of all columns that are asked for, each with its file
constexpr std::size_t most_complaints = 20, most_names = 12;

/// A word or a few, such as tokens_in or "output tokens (mean)".
bool names_a_column(const std::string& text) {
  constexpr std::size_t longest = 40;
  const auto usual = [](unsigned char c) {
    return std::isalnum(c) != 0 ||
           std::string_view(" _-.()/%").find(static_cast<char>(c)) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= longest && std::isalpha(static_cast<unsigned char>(text[0])) != 0 &&
         std::all_of(text.begin(), text.end(), usual);
}

/// Whether a file has shown to be a table of numbers: every column has a name, and one of several, or several rows
/// of one, hold numbers alone. A list of passwords or a file of settings is none.
bool is_table_of_numbers(const CsvTable& table) {
  if (table.rows.empty() || table.columns.size() * table.rows.size() < 2) return false;
  if (!std::all_of(table.columns.begin(), table.columns.end(), names_a_column)) return false;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (std::all_of(table.rows.begin(), table.rows.end(), [&](const std::vector<std::string>& row) {
          return std::holds_alternative<double>(csv_number(row[column], table.style));
        }))
      return true;
  }
  return false;
}

/// What is wrong with a cell, without what it holds.
Refusal wordless(const std::string& cell, const CsvTable& table, const Refusal& why) {
  if (cell.find_first_not_of(" \t") == cell.npos) return why;
  if (is_csv_error(cell)) return {"the cell is an error of the spreadsheet", ""};
  if (is_ambiguous(cell, table.style)) return {"the number can be read in two ways", why.hint};
  return {"the cell is no number", ""};
}

std::string hint_of_columns(const std::string& column, const CsvTable& table) {
  if (!is_table_of_numbers(table)) return "";
  std::string hint = did_you_mean(column, table.columns);
  if (hint.empty() && table.columns.size() <= most_names)
    hint = fmt::format("there are {}", fmt::join(table.columns, ", "));
  return hint;
}

}  // namespace

std::vector<double> csv_column(const InputFolder& folder, const NamedColumn& named, const Node& asker,
                               Diagnostics& diagnostics) {
  InputFolder::Known& known = folder.known();
  const auto before = known.columns.find({named.file, named.column});
  if (before != known.columns.end()) return before->second;
  const auto text = bytes_named(named.file, largest_csv, asker, folder, diagnostics);
  if (!text) return {};
  const auto complain = [&](const std::string& message, const std::string& hint = "") {
    diagnostics.error(asker.location(),
                      fmt::format("{}: {}{}", folder.path_of(named.file), message, at_path(asker)), hint);
    return std::vector<double>{};
  };
  known.searched += text->size();
  if (known.searched > most_searched)
    return complain("the columns of this scenario are read from more than 16 MB");
  const CsvTable table = read_csv(*text);
  for (const CsvProblem& problem : table.problems)
    complain(fmt::format("line {}: {}", problem.line, problem.message), problem.hint);
  if (!table.problems.empty()) return {};
  if (table.columns.empty()) return complain("the file has no line of column names");
  const std::optional<std::size_t> index = table.column(named.column);
  if (!index)
    return complain(fmt::format("no column {}", shown(named.column)), hint_of_columns(named.column, table));
  std::vector<double> values;
  std::size_t wrong = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string& cell = table.rows[row][*index];
    const auto value = csv_number(cell, table.style);
    const auto* refusal = std::get_if<Refusal>(&value);
    if (refusal == nullptr && std::fabs(std::get<double>(value)) > largest_quantity) {
      if (++wrong <= most_complaints)
        complain(fmt::format("line {}: the number is too large", table.lines[row]));
    } else if (refusal == nullptr) {
      values.push_back(std::get<double>(value));
    } else if (++wrong <= most_complaints) {
      const Refusal why = wordless(cell, table, *refusal);
      complain(fmt::format("line {}: {}", table.lines[row], why.message), why.hint);
    }
  }
  if (wrong > most_complaints)
    complain(fmt::format("{} more cells of column {} are no numbers", wrong - most_complaints,
                         shown(named.column)));
  if (wrong == 0 && values.empty())
    return complain(fmt::format("no values in column {}", shown(named.column)));
  if (wrong > 0) return {};
  return known.columns.emplace(std::pair(named.file, named.column), std::move(values)).first->second;
}

}  // namespace llmtco
