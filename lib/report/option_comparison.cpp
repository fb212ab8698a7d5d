#include "report/option_comparison.h"

#include <fmt/format.h>

#include <cmath>

#include "measures/list.h"
#include "report/escape.h"
#include "report/finance_rows.h"
#include "report/numbers.h"
#include "report/row_tables.h"
#include "report/summary_rows.h"
#include "text/money.h"

namespace llmtco {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Line {
  const Measure* measure;
  std::string label;
  std::string (*show)(double);
  std::string (*show_change)(double);
};

std::vector<Line> lines_of(const Result& result) {
  return {{measures::monthly_cost.row, "to pay a month", money, money_change},
          {measures::horizon_cost.row,
           fmt::format("to pay in {} month{}", result.horizon_months, result.horizon_months == 1 ? "" : "s"),
           money, money_change},
          {measures::cost_with_damage.row, "with damage a month", money, money_change},
          {measures::net_value.row, "net value a month", money, money_change},
          {measures::accuracy.row, "right answers", percent, points_change}};
}

/// One row a figure: of each option, a less b, where nine draws of ten lie, how often a is below.
Rows rows_of(const OptionComparison& comparison, const Style& style) {
  const OptionResult &a = comparison.result.options[comparison.a],
                     &b = comparison.result.options[comparison.b];
  Rows rows{{"", a.name, b.name, a.name + " less " + b.name, "9 in 10 draws", a.name + " below"}};
  for (const Line& line : lines_of(comparison.result)) {
    const Statistics* change = comparison.contest.difference.find(*line.measure);
    const bool damage_is_none = line.measure == measures::cost_with_damage.row && change != nullptr &&
                                a.find(measures::damage)->mean.value == 0 &&
                                b.find(measures::damage)->mean.value == 0;
    if (change == nullptr || damage_is_none) continue;
    const bool fixed = change->p5.value == change->p95.value;
    rows.push_back(
        {line.label, line.show(a.find(*line.measure)->mean.value),
         line.show(b.find(*line.measure)->mean.value), line.show_change(change->mean.value),
         fixed ? "fixed"
               : line.show_change(change->p5.value) + style.to() + line.show_change(change->p95.value),
         percent(comparison.contest.below.at(*line.measure).value)});
  }
  return rows;
}

/// "own is $1,290 a month less to pay than rented, and less in 93.5 % of draws."
std::string sentence(const OptionComparison& comparison) {
  const std::vector<OptionResult>& options = comparison.result.options;
  const double mean = comparison.contest.difference.at(measures::monthly_cost).mean.value;
  const bool a_is_less = mean < 0;
  const std::string &less = options[a_is_less ? comparison.a : comparison.b].name,
                    &more = options[a_is_less ? comparison.b : comparison.a].name;
  if (mean == 0) return fmt::format("{} and {} are as much to pay on average.", less, more);
  const Figures<Estimate>& shares = a_is_less ? comparison.contest.below : comparison.contest.above;
  return fmt::format("{} is {} a month less to pay than {}, and less in {} of draws.", less,
                     money(std::abs(mean)), more, percent(shares.at(measures::monthly_cost).value));
}

/// The result with the two options alone.
Result two_of(const OptionComparison& comparison) {
  Result two = comparison.result;
  two.options = {comparison.result.options[comparison.a], comparison.result.options[comparison.b]};
  return two;
}

}  // namespace

std::string to_text(const OptionComparison& comparison, const Style& style) {
  const MoneyIn money_in(comparison.result.currency);
  const Result& result = comparison.result;
  std::string text = style.bold(for_terminal(result.scenario)) + "\n";
  text += style.dim(
      wrapped_words(workload_text(result) + style.dot() + run_text(result, style), "", style.text_width()));
  text += "\n" + wrapped_words(for_terminal(sentence(comparison)), "", style.text_width()) + "\n";
  const Table table = terminal_table(rows_of(comparison, style), 1);
  for (const Table& part : table.parts(style.width)) text += part.text();
  return text + finance_text(two_of(comparison), style);
}

std::string to_markdown(const OptionComparison& comparison) {
  const MoneyIn money_in(comparison.result.currency);
  const Rows rows = rows_of(comparison, {.colour = false, .unicode = true});
  return fmt::format("## {}\n\n{}\n\n", for_markdown(comparison.result.scenario),
                     for_markdown(sentence(comparison))) +
         markdown_table(rows, 1) + finance_markdown(two_of(comparison));
}

}  // namespace llmtco
