#include "scenario/csv_column.h"

#include <fmt/format.h>

#include "scenario/inputs.h"
#include "text/characters.h"
#include "text/closest.h"
#include "text/csv.h"
#include "text/number.h"
#include "yaml/read.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr std::size_t largest_file = 64u << 20;

}  // namespace

std::vector<double> csv_column(const std::string& path, const std::string& column, const Node& asker,
                               Diagnostics& diagnostics) {
  const std::string text = bytes_named(path, largest_file, asker);
  const auto complain = [&](const std::string& message, const std::string& hint = "") {
    diagnostics.error(asker.location(), fmt::format("{}: {}{}", path, message, at_path(asker)), hint);
    return std::vector<double>{};
  };
  if (text.size() > largest_file) return complain("the file is larger than 64 MB");

  const CsvTable table = read_csv(text);
  if (table.columns.empty()) return complain("the file has no line of column names");
  const std::optional<std::size_t> index = table.column(column);
  if (!index)
    return complain(fmt::format("no column {}", shown(column)), did_you_mean(column, table.columns));
  std::vector<double> values;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::vector<std::string>& fields = table.rows[row];
    if (*index >= fields.size())
      return complain(fmt::format("line {} has no column {}", table.lines[row], shown(column)));
    const auto value = number_in(fields[*index]);
    if (std::holds_alternative<Refusal>(value))
      return complain(fmt::format("line {}: {} is no number", table.lines[row], shown(fields[*index])));
    values.push_back(std::get<double>(value));
  }
  if (values.empty()) return complain(fmt::format("no values in column {}", shown(column)));
  return values;
}

}  // namespace llmtco
