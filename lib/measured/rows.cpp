#include "measured/rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "text/csv.h"
#include "text/diagnostics.h"

namespace llmtco {
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
  CsvTable csv = read_csv(text);
  Diagnostics wrong;
  if (csv.unclosed != 0) wrong.error({file, csv.unclosed, 1}, "a quote is opened here and never closed");
  for (std::size_t row = 0; row < csv.rows.size(); ++row) {
    if (csv.rows[row].size() == csv.columns.size()) continue;
    wrong.error({file, csv.lines[row], 1}, fmt::format("{} fields, but the header names {} columns",
                                                       csv.rows[row].size(), csv.columns.size()));
  }
  wrong.throw_if_errors();
  return {.file = file,
          .columns = std::move(csv.columns),
          .rows = std::move(csv.rows),
          .lines = std::move(csv.lines)};
}

}  // namespace llmtco
