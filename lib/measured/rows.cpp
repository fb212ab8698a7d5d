#include "measured/rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "measured/checked_rows.h"
#include "text/characters.h"
#include "text/csv.h"
#include "text/diagnostics.h"

namespace llmtco {
RowTable::Kind RowTable::kind() const {
  const auto has = [&](std::string_view name) {
    return std::find(columns.begin(), columns.end(), name) != columns.end();
  };
  if (has("mean_accepted_tokens")) return Kind::speculation;
  if (has("us")) return Kind::kernel;
  if (has("policy") && has("lengths")) return Kind::setup;
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
  for (CsvProblem& problem : csv.problems)
    wrong.error({file, problem.line, 1}, std::move(problem.message), std::move(problem.hint));
  for (std::size_t row = 0; row < csv.rows.size(); ++row) {
    for (std::size_t column = 0; column < csv.columns.size(); ++column) {
      const std::string& cell = csv.rows[row][column];
      if (!is_csv_error(cell) && !is_ambiguous(cell, csv.style)) continue;
      const Refusal why = std::get<Refusal>(csv_number(cell, csv.style));
      wrong.error({file, csv.lines[row], 1},
                  fmt::format("{}, in column {}", why.message, displayable(csv.columns[column])), why.hint);
    }
  }
  RowTable table{.file = file,
                 .columns = std::move(csv.columns),
                 .rows = std::move(csv.rows),
                 .lines = std::move(csv.lines),
                 .style = csv.style};
  if (!wrong.has_errors()) check_rows(table, wrong);
  wrong.throw_if_errors();
  return table;
}

}  // namespace llmtco
