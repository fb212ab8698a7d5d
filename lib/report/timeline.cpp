#include "report/timeline.h"

#include <fmt/format.h>

#include "measures/list.h"
#include "report/escape.h"
#include "report/numbers.h"

namespace llmtco {
namespace {

using Cells = std::vector<std::string>;

std::string with_interval(const Statistics& cost, const Style& style) {
  if (cost.p5.value == cost.p95.value) return money(cost.mean.value);
  return fmt::format("{} ({}{}{})", money(cost.mean.value), money(cost.p5.value), style.to(),
                     money(cost.p95.value));
}

/// Whether what is paid in some month is another sum than what it costs.
bool has_cash(const OptionResult& option) { return !option.cash.empty(); }

/// Cost of an option in a month, with its replicas where it has a fleet, and what is paid where that is another sum.
std::string cell(const OptionResult& option, int month, const Style& style) {
  const Subject subject{.month = month};
  const Statistics* cost = option.find(measures::monthly_cost, subject);
  if (cost == nullptr) return "unknown";
  const Statistics* replicas = option.find(measures::replicas, subject);
  const Statistics* cash = has_cash(option) ? option.find(measures::monthly_cash, subject) : nullptr;
  return with_interval(*cost, style) +
         (cash == nullptr ? "" : fmt::format("{}paid {}", style.dot(), with_interval(*cash, style))) +
         (replicas == nullptr ? "" : fmt::format("{}{:.1f} replicas", style.dot(), replicas->mean.value));
}

}  // namespace

std::string timeline_text(const Result& result, const Style& style) {
  const MoneyIn money_in(result.currency);
  std::vector<const OptionResult*> shown;
  for (const OptionResult& option : result.options) {
    if (option.feasible) shown.push_back(&option);
  }
  if (shown.empty()) return "no option is feasible\n";

  std::vector<Table::Align> columns(shown.size() + 1, Table::Align::right);
  Table table(columns);
  Cells heading{"month"};
  for (const OptionResult* option : shown) heading.push_back(for_terminal(option->name));
  table.row(heading);
  for (int month = 0; month < result.horizon_months; ++month) {
    Cells cells{std::to_string(month + 1)};
    for (const OptionResult* option : shown) cells.push_back(cell(*option, month, style));
    table.row(cells);
  }
  Cells totals{"total"};
  for (const OptionResult* option : shown) {
    totals.push_back(with_interval(*option->find(measures::horizon_cost), style));
    if (has_cash(*option))
      totals.back() +=
          fmt::format("{}paid {}", style.dot(),
                      with_interval(result.horizon_months * *option->find(measures::monthly_cash), style));
  }
  table.row(totals);

  std::string text = style.bold(for_terminal(result.scenario)) + "\n";
  text += fmt::format("what is to be paid in each month: mean (90 % interval){}as of {}\n", style.dot(),
                      result.as_of);
  for (const Table& part : table.parts(style.width)) text += "\n" + part.text();
  return text;
}

}  // namespace llmtco
