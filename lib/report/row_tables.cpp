#include "report/row_tables.h"

#include "report/escape.h"

namespace llmtco {

Table terminal_table(std::vector<std::vector<std::string>> rows, std::size_t left_columns) {
  std::vector<Table::Align> columns(rows.front().size(), Table::Align::right);
  for (std::size_t i = 0; i < left_columns && i < columns.size(); ++i) columns[i] = Table::Align::left;
  Table table(columns);
  for (auto& cells : rows) {
    for (std::string& cell : cells) cell = for_terminal(cell);
    table.row(std::move(cells));
  }
  return table;
}

std::string markdown_table(const std::vector<std::vector<std::string>>& rows, std::size_t left_columns) {
  std::string text;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    text += "|";
    for (const std::string& cell : rows[row]) text += " " + for_markdown(cell) + " |";
    text += "\n";
    if (row > 0) continue;
    text += "|";
    for (std::size_t i = 0; i < rows[row].size(); ++i) text += i < left_columns ? ":--|" : "--:|";
    text += "\n";
  }
  return text;
}

}  // namespace llmtco
