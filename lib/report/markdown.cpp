#include "report/markdown.h"

#include <fmt/format.h>

#include "report/assumptions.h"
#include "report/escape.h"
#include "report/finance_rows.h"
#include "report/notes.h"
#include "report/numbers.h"
#include "report/row_tables.h"
#include "report/summary_rows.h"
#include "text/money.h"

namespace llmtco {
namespace {

const Style plain{.colour = false, .unicode = true};

std::string bills(const Result& result) {
  std::vector<std::vector<std::string>> rows{
      {"option", "line", "kind", "quantity", "unit price", money_sign() + "/month", "source"}};
  for (const OptionResult& option : result.options) {
    for (const LineResult& line : option.lines) {
      rows.push_back({option.name, line.item, std::string(cost_types.to_text(line.type)),
                      count(line.quantity.value) + " " + line.quantity_unit,
                      unit_price(line.unit_price_usd.value), money(line.monthly_usd.mean.value),
                      line.source});
    }
  }
  return "<details><summary>Line items</summary>\n\n" + markdown_table(rows, 3) + "\n</details>\n";
}

std::string notes(const Result& result) {
  std::string text;
  for (const OptionResult& option : result.options) {
    for (const std::string& note : notes_of(option))
      text += fmt::format("- **{}**: {}\n", for_markdown(option.name), for_markdown(note));
  }
  for (const std::string& assumption : assumption_lines(result))
    text += fmt::format("- assumed: {}\n", for_markdown(assumption));
  return "<details><summary>Assumptions, and why numbers are unknown</summary>\n\n" + text + "\n</details>\n";
}

std::string warnings(const Result& result) {
  std::string text;
  for (const std::string& warning : result.warnings) text += "- " + for_markdown(warning) + "\n";
  return text.empty() ? text : "\n**Mind**\n\n" + text;
}

std::string heading(const Result& result) {
  const std::string description = result.description.empty() ? "" : for_markdown(result.description) + "\n\n";
  return fmt::format("## {}\n\n{}{}; {}.\n\n", for_markdown(result.scenario), description,
                     for_markdown(workload_text(result)), for_markdown(run_text(result, plain)));
}

}  // namespace

std::string to_markdown(const Result& result) {
  const MoneyIn money_in(result.currency);
  return heading(result) + markdown_table(summary_rows(result, plain), 2) + "\n" +
         for_markdown(summary_legend(result)) + "\n\n" + finance_markdown(result) + bills(result) +
         notes(result) + warnings(result);
}

std::string to_markdown(const ScenarioComparison& comparison) {
  const MoneyIn money_in(comparison.base.currency);
  std::string text = heading(comparison.base);
  for (const std::string& change : comparison.changes) text += "- changed: " + for_markdown(change) + "\n";
  if (workload_text(comparison.changed) != workload_text(comparison.base))
    text += "- then: " + for_markdown(workload_text(comparison.changed)) + "\n";
  return text + "\n" + markdown_table(difference_rows(comparison, plain), 1) + "\n" +
         for_markdown(difference_legend()) + "\n" + warnings(comparison.changed);
}

}  // namespace llmtco
