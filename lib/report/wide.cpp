#include "report/wide.h"

#include <fmt/format.h>

#include "measures/list.h"
#include "report/assumptions.h"
#include "report/bill_text.h"
#include "report/escape.h"
#include "report/summary_rows.h"

namespace llmtco {
namespace {

using Align = Table::Align;

std::string table_text(std::vector<std::vector<std::string>> rows, const Style& style,
                       std::size_t left_columns) {
  std::vector<Align> columns(rows.front().size(), Align::right);
  for (std::size_t i = 0; i < left_columns && i < columns.size(); ++i) columns[i] = Align::left;
  Table table(columns);
  for (auto& cells : rows) {
    for (std::string& cell : cells) cell = for_terminal(cell);
    table.row(std::move(cells));
  }
  // In a narrow terminal the columns stand below each other in parts, rather than broken line by line.
  const std::vector<Table> parts = style.width == 0 ? std::vector<Table>{table} : table.parts(style.width);
  std::string text;
  for (const Table& part : parts) {
    bool heading = true;
    for (const std::string& line : part.lines()) {
      if (heading && !text.empty()) text += "\n";
      text += (heading ? style.bold(line) : line) + "\n";
      heading = false;
    }
  }
  return text;
}

std::string heading(const Result& result, const Style& style) {
  std::string text = style.bold(for_terminal(result.scenario)) + "\n";
  if (!result.description.empty())
    text += wrapped_words(for_terminal(result.description), "", style.text_width());
  return text +
         style.dim(wrapped_words(workload_text(result) + style.dot() + run_text(result, style), "",
                                 style.width == 0 ? std::string::npos : style.width)) +
         "\n";
}

std::string warning_lines(const std::vector<std::string>& warnings, const Style& style) {
  std::string text;
  for (const std::string& warning : warnings) {
    text += style.yellow("warning: ") + wrapped_words(for_terminal(warning), "         ", style.text_width());
  }
  return text.empty() ? text : "\n" + text;
}

}  // namespace

std::string wide_text(const Result& result, const Style& style) {
  std::string text = heading(result, style);
  text += table_text(summary_rows(result, style), style, 2);
  text += style.dim(wrapped_words(summary_legend(result), "", style.text_width()));
  for (const OptionResult& option : result.options) {
    text += "\n" + bill_text(option, style);
  }
  const std::string assumed = assumptions_text(result, style);
  return text + (assumed.empty() ? "" : "\n" + assumed) + warning_lines(result.warnings, style);
}

std::string wide_text(const ScenarioComparison& comparison, const Style& style) {
  std::string text = heading(comparison.base, style);
  for (const std::string& change : comparison.changes)
    text += "changed: " + style.bold(for_terminal(change)) + "\n";
  if (workload_text(comparison.changed) != workload_text(comparison.base))
    text += "then: " + workload_text(comparison.changed) + "\n";
  text += "\n" + table_text(difference_rows(comparison, style), style, 1);
  text += style.dim(wrapped_words(difference_legend(), "", style.text_width()));
  return text + warning_lines(comparison.changed.warnings, style);
}

}  // namespace llmtco
