#include <fmt/format.h>

#include "measures/list.h"
#include "report/bill_text.h"
#include "report/html_parts.h"
#include "report/notes.h"
#include "text/money.h"

namespace llmtco {
namespace {

const Style on_page{.colour = false, .unicode = true};

std::vector<std::string> bill_row(const LineResult& line) {
  const Summary& cost = line.monthly_usd;
  return {line.item,
          kind_of_cost(line),
          how_it_comes(line, on_page),
          line.source,
          money(cost.mean.value),
          money(cost.p5.value),
          money(cost.p95.value)};
}

std::string lines_table(const std::vector<LineResult>& lines, const std::string& says) {
  std::vector<std::vector<std::string>> rows{
      {"line", "kind", "how it comes", "source of the price", "a month", "P5", "P95"}};
  for (const LineResult& line : lines) rows.push_back(bill_row(line));
  return rows.size() == 1 ? "" : html_table(rows, 4, says);
}

/// "own: $12,345 a month", "big: cannot serve".
std::string heading_of(const OptionResult& option) {
  const Statistics* cost = option.find(measures::monthly_cost);
  if (!option.feasible) return option.name + ": cannot serve";
  return cost == nullptr ? option.name : fmt::format("{}: {} a month", option.name, money(cost->mean.value));
}

std::string bill(const OptionResult& option, bool open) {
  std::string content = option.feasible ? "" : html_paragraph(option.reason);
  content += lines_table(option.lines, "Bill of " + option.name);
  content += lines_table(option.cash, "What " + option.name + " pays for capital, in the average month");
  return html_details(heading_of(option), content + html_list(notes_of(option)), open);
}

}  // namespace

std::string html_bills(const Result& result, const Lineup& lineup) {
  std::string text = html_paragraph(
      "Lines of the average month, quantity times price. Means of the lines add up to the mean of the sum; "
      "their ends, "
      "P5 and P95, do not, for not everything turns out dear in the same draw. Lines of the kind risk are "
      "expected "
      "damage, which nobody invoices and no sum here counts.");
  for (const auto* options : {&lineup.shown, &lineup.apart}) {
    for (const OptionResult* option : *options) text += bill(*option, option->name == result.answer.best);
  }
  return text;
}

}  // namespace llmtco
