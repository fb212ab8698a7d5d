#include "scenario/csv_column.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenario/inputs.h"
#include "text/characters.h"
#include "text/closest.h"
#include "text/csv.h"
#include "text/number.h"
#include "yaml/read.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr std::size_t largest_csv = 64u << 20;
constexpr std::size_t most_complaints = 20, most_names = 12;

}  // namespace

std::vector<double> csv_column(const std::string& path, const std::string& column, const Node& asker,
                               Diagnostics& diagnostics) {
  const std::string text = bytes_named(path, largest_csv, asker);
  const auto complain = [&](const std::string& message, const std::string& hint = "") {
    diagnostics.error(asker.location(), fmt::format("{}: {}{}", path, message, at_path(asker)), hint);
    return std::vector<double>{};
  };
  if (text.size() > largest_csv) return complain("the file is larger than 64 MB");

  const CsvTable table = read_csv(text);
  for (const CsvProblem& problem : table.problems)
    complain(fmt::format("line {}: {}", problem.line, problem.message), problem.hint);
  if (!table.problems.empty()) return {};
  if (table.columns.empty()) return complain("the file has no line of column names");
  const std::optional<std::size_t> index = table.column(column);
  if (!index) {
    std::string hint = did_you_mean(column, table.columns);
    if (hint.empty() && table.columns.size() <= most_names)
      hint = fmt::format("there are {}", fmt::join(table.columns, ", "));
    return complain(fmt::format("no column {}", shown(column)), hint);
  }
  std::vector<double> values;
  std::size_t wrong = 0;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto value = csv_number(table.rows[row][*index], table.style);
    const auto* refusal = std::get_if<Refusal>(&value);
    if (refusal == nullptr) {
      values.push_back(std::get<double>(value));
    } else if (++wrong <= most_complaints) {
      complain(fmt::format("line {}: {}", table.lines[row], refusal->message), refusal->hint);
    }
  }
  if (wrong > most_complaints)
    complain(
        fmt::format("{} more cells of column {} are no numbers", wrong - most_complaints, shown(column)));
  if (wrong == 0 && values.empty()) return complain(fmt::format("no values in column {}", shown(column)));
  return wrong == 0 ? values : std::vector<double>();
}

}  // namespace llmtco
