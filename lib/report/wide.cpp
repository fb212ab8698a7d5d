#include "report/wide.h"

#include <fmt/format.h>

#include "measures/list.h"
#include "report/assumptions.h"
#include "report/bill_text.h"
#include "report/escape.h"
#include "report/row_tables.h"
#include "report/summary_rows.h"
#include "text/money.h"

namespace llmtco {
namespace {

/// In a narrow terminal the columns stand below each other in parts, rather than broken line by line.
std::string table_text(const Table& table, const Style& style) {
  std::string text;
  for (const Table& part : table.parts(style.width)) text += (text.empty() ? "" : "\n") + part.text(style);
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
  const MoneyIn money_in(result.currency);
  std::string text = heading(result, style);
  text += table_text(terminal_table(summary_rows(result, style), 2), style);
  text += style.dim(wrapped_words(summary_legend(result), "", style.text_width()));
  for (const OptionResult& option : result.options) {
    text += "\n" + bill_text(option, style);
  }
  const std::string assumed = assumptions_text(result, style);
  return text + (assumed.empty() ? "" : "\n" + assumed) + warning_lines(result.warnings, style);
}

std::string wide_text(const ScenarioComparison& comparison, const Style& style) {
  const MoneyIn money_in(comparison.base.currency);
  std::string text = heading(comparison.base, style);
  for (const std::string& change : comparison.changes)
    text += "changed: " + style.bold(for_terminal(change)) + "\n";
  if (workload_text(comparison.changed) != workload_text(comparison.base))
    text += "then: " + workload_text(comparison.changed) + "\n";
  text += "\n" + table_text(terminal_table(difference_rows(comparison, style), 1), style);
  text += style.dim(wrapped_words(difference_legend(), "", style.text_width()));
  return text + warning_lines(comparison.changed.warnings, style);
}

}  // namespace llmtco
