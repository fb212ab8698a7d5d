#include "routing/table_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "text/characters.h"
#include "text/closest.h"

namespace llmtco::routing {
namespace {

constexpr std::size_t most_errors = 1000, most_names = 12;

/// A number written plainly, as nearly all are; nothing for any other text.
std::optional<double> plain_number(const std::string& cell, const CsvStyle& style) {
  if (style.separator != ',' || cell.empty() || cell.size() > 24) return std::nullopt;
  if (!is_digit(cell.front()) || !is_digit(cell.back())) return std::nullopt;
  if (cell.size() > 1 && cell[0] == '0' && cell[1] != '.') return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return value;
}

}  // namespace

TableFile::TableFile(const std::string& text, const std::string& name, Diagnostics& diagnostics)
    : table_(read_csv(text)), source_(std::make_shared<Source>(name, text)), diagnostics_(diagnostics) {
  diagnostics.add_source(source_);
  for (const CsvProblem& p : table_.problems) diagnostics_.error({name, p.line, 1}, p.message, p.hint);
  for (const std::string& column : table_.columns) names_.push_back(lower_case(column));
}

Location TableFile::header() const {
  const int line = table_.lines.empty() ? 1 : std::max(1, table_.lines.front() - 1);
  return {source_->name(), line, 1};
}

Location TableFile::place(std::size_t row, std::size_t column) const {
  const int line = table_.lines[row];
  if (!source_->contains_line(line)) return {source_->name(), line, 1};
  const std::size_t at = field_start(source_->line(line), table_.style.separator, column);
  return source_->at(line - source_->first_line(), static_cast<int>(at));
}

std::optional<std::size_t> TableFile::column(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names_.begin());
}

std::optional<std::size_t> TableFile::needed(std::string_view name) {
  const auto found = column(name);
  if (found) return found;
  std::string hint = did_you_mean(name, names_);
  if (hint.empty() && !names_.empty() && names_.size() <= most_names) {
    std::vector<std::string> shown_names;
    for (const std::string& each : table_.columns) shown_names.push_back(shown(each));
    hint = fmt::format("there are {}", fmt::join(shown_names, ", "));
  }
  diagnostics_.error(header(), fmt::format("no column '{}'", name), hint);
  return std::nullopt;
}

std::optional<bool> TableFile::truth(std::size_t row, std::size_t column) {
  const std::string& text = cell(row, column);
  if (text == "1") return true;
  if (text == "0") return false;
  const std::string word = lower_case(trimmed(text));
  if (word == "true" || word == "1" || word == "1.0") return true;
  if (word == "false" || word == "0" || word == "0.0") return false;
  complain(row, column, fmt::format("{} is neither 1 (right) nor 0 (wrong)", shown(text)));
  return std::nullopt;
}

std::optional<double> TableFile::number(std::size_t row, std::size_t column, double least, double most) {
  const std::string& text = cell(row, column);
  std::optional<double> value = plain_number(text, table_.style);
  if (!value) {
    const auto read = csv_number(text, table_.style);
    if (const auto* refusal = std::get_if<Refusal>(&read)) {
      complain(row, column, refusal->message, refusal->hint);
      return std::nullopt;
    }
    value = std::get<double>(read);
  }
  if (least <= *value && *value <= most) return value;
  complain(row, column,
           *value < least ? fmt::format("{:g} is below {:g}", *value, least)
                          : fmt::format("{:g} is above {:g}", *value, most));
  return std::nullopt;
}

void TableFile::complain(std::size_t row, std::size_t column, std::string message, std::string hint) {
  diagnostics_.error(place(row, column), std::move(message), std::move(hint));
}

bool TableFile::is_hopeless() const { return diagnostics_.error_count() >= most_errors; }

}  // namespace llmtco::routing
