#include "measured/rows.h"

#include <fmt/core.h>

#include <algorithm>

#include "text/diagnostics.h"

namespace llmtco {
namespace {

std::vector<std::string> split_line(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"') {
      const bool doubled = quoted && i + 1 < line.size() && line[i + 1] == '"';
      if (doubled) fields.back() += line[++i];
      if (!doubled) quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

}  // namespace

RowTable::Kind RowTable::kind() const {
  const auto has = [&](std::string_view name) {
    return std::find(columns.begin(), columns.end(), name) != columns.end();
  };
  if (has("mean_accepted_tokens")) return Kind::speculation;
  if (has("load_kind")) return Kind::latency;
  if (has("load") && has("precision")) return Kind::throughput;
  if (has("gen_len") && has("format")) return Kind::decode_speed;
  return Kind::unknown;
}

std::string_view RowTable::field(std::size_t row, std::string_view column) const {
  const auto at = std::find(columns.begin(), columns.end(), column);
  return at == columns.end() ? std::string_view() : rows[row][static_cast<std::size_t>(at - columns.begin())];
}

RowTable read_rows(std::string_view text, const std::string& file) {
  RowTable table;
  table.file = file;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty() || line == "\r" || line.front() == '#') continue;
    std::vector<std::string> fields = split_line(line);
    if (table.columns.empty()) {
      table.columns = std::move(fields);
      continue;
    }
    if (fields.size() != table.columns.size()) {
      throw InputError(fmt::format("{}:{}:1: error: {} fields, but the header names {} columns", file, number,
                                   fields.size(), table.columns.size()));
    }
    table.rows.push_back(std::move(fields));
    table.lines.push_back(number);
  }
  return table;
}

}  // namespace llmtco
