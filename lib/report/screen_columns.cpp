#include "report/screen_columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "report/numbers.h"
#include "report/spread.h"

namespace llmtco {
namespace {

using Options = std::span<const OptionResult* const>;

/// The mean of a figure of each option, as `show` writes it.
template <class Show>
std::vector<std::string> cells_of(const Measure& measure, Options options, Show show, Subject subject = {}) {
  std::vector<std::string> cells;
  for (const OptionResult* option : options) {
    const Statistics* figure = option->find(measure, subject);
    cells.push_back(figure == nullptr ? unknown_cell : show(figure->mean.value));
  }
  return cells;
}

/// Sums of money of one figure, in one style.
std::vector<std::string> sums_of(const Measure& measure, Options options, Subject subject = {}) {
  bool fixed = true;
  double largest = 0;
  for (const OptionResult* option : options) {
    const Statistics* figure = option->find(measure, subject);
    if (figure == nullptr) continue;
    fixed = fixed && is_fixed(*figure);
    largest = std::max(largest, std::abs(figure->mean.value));
  }
  return cells_of(measure, options, Sums(fixed, largest), subject);
}

bool any_but(const std::vector<std::string>& cells, std::initializer_list<std::string_view> words) {
  return std::any_of(cells.begin(), cells.end(), [&](const std::string& cell) {
    return std::find(words.begin(), words.end(), cell) == words.end();
  });
}

void add_months(const Result& result, Options options, std::vector<ScreenColumn>& columns) {
  if (result.horizon_months < 2) return;
  const Subject last{.month = result.horizon_months - 1};
  const bool grows = std::any_of(options.begin(), options.end(), [&](const OptionResult* option) {
    const Statistics *then = option->find(measures::monthly_cost, last),
                     *mean = option->find(measures::monthly_cost);
    return then != nullptr && mean != nullptr && then->mean.value != mean->mean.value;
  });
  if (grows) {
    columns.push_back({.heading = fmt::format("in\nmonth {}", result.horizon_months),
                       .cells = sums_of(measures::monthly_cost, options, last),
                       .worth = 68});
  }
  columns.push_back({.heading = fmt::format("{}\nmonths", result.horizon_months),
                     .cells = sums_of(measures::horizon_cost, options),
                     .worth = 60});
}

void add_answers(Options options, std::vector<ScreenColumn>& columns) {
  const std::vector<std::string> damage = sums_of(measures::damage, options);
  if (any_but(damage, {unknown_cell, "$0.00", "$0"})) {
    columns.push_back({.heading = "damage",
                       .cells = damage,
                       .legend = "damage: what wrong answers are expected to cost; nobody invoices it",
                       .worth = 75});
  }
  const std::vector<std::string> right = cells_of(measures::accuracy, options, rough_percent);
  if (any_but(right, {unknown_cell}))
    columns.push_back({.heading = "right", .cells = right, .legend = "right: answers that are", .worth = 80});
}

void add_times(Options options, std::vector<ScreenColumn>& columns) {
  const std::vector<std::string> first = cells_of(measures::ttft_p95, options, rough_duration),
                                 whole = cells_of(measures::e2e_p95, options, rough_duration);
  if (any_but(first, {unknown_cell})) {
    columns.push_back({.heading = "first\nword",
                       .cells = first,
                       .legend = "first word: 95 of 100 requests have it by then",
                       .worth = 50});
  }
  if (any_but(whole, {unknown_cell})) {
    columns.push_back({.heading = "slowest\n5 %",
                       .cells = whole,
                       .legend = "slowest 5 %: answers take longer than this",
                       .worth = 70});
  }
}

/// Shares of draws. Where every one is all or nothing, as of fixed prices, the budget is said in words.
void add_shares(const Result& result, Options options, std::vector<ScreenColumn>& columns) {
  const std::vector<std::string> limits = cells_of(measures::meets_slo, options, rough_percent),
                                 budget = cells_of(measures::within_budget, options, rough_percent),
                                 best = cells_of(measures::best, options, rough_percent);
  if (any_but(limits, {unknown_cell, "100 %"})) {
    columns.push_back({.heading = "limits",
                       .cells = limits,
                       .legend = "limits: share of draws in which every one holds",
                       .worth = 72});
  }
  if (any_but(best, {unknown_cell, "100 %", "0 %"}))
    columns.push_back({.heading = "best", .cells = best, .legend = "best: share of draws", .worth = 45});
  if (!any_but(budget, {unknown_cell, "100 %"})) return;
  if (any_but(budget, {unknown_cell, "100 %", "0 %"})) {
    columns.push_back({.heading = "in\nbudget",
                       .cells = budget,
                       .legend = result.budget_of == BudgetOf::every_month && result.horizon_months > 1
                                     ? "in budget: share of draws in which every month is"
                                     : "in budget: share of draws",
                       .worth = 65});
    return;
  }
  ScreenColumn over{.heading = "", .cells = {}, .worth = 90, .left = true};
  for (const std::string& cell : budget) over.cells.push_back(cell == "0 %" ? "over budget" : "");
  columns.push_back(std::move(over));
}

void add_unit_costs(Options options, std::vector<ScreenColumn>& columns) {
  columns.push_back({.heading = "$/Mtok",
                     .cells = cells_of(measures::cost_per_mtok, options,
                                       [](double usd) { return grouped(usd, usd < 99.995 ? 2 : 0); }),
                     .legend = "$/Mtok: dollars for a million tokens, read and written",
                     .worth = 40});
  columns.push_back(
      {.heading = "$/1k\nrequests",
       .cells = cells_of(measures::cost_per_request, options,
                         [](double usd) { return grouped(1000 * usd, 1000 * usd < 99.995 ? 2 : 0); }),
       .worth = 20});
}

/// The interval in numbers, where it is one.
void add_range(Options options, std::vector<ScreenColumn>& columns) {
  ScreenColumn range{.heading = "low to\nhigh", .cells = {}, .worth = 30};
  bool varies = false;
  for (const OptionResult* option : options) {
    const Statistics* cost = option->find(measures::monthly_cost);
    const bool fixed = cost == nullptr || is_fixed(*cost);
    varies = varies || !fixed;
    range.cells.push_back(fixed ? "fixed"
                                : short_money(cost->p5.value) + " to " + short_money(cost->p95.value));
  }
  if (varies) columns.push_back(std::move(range));
}

}  // namespace

std::vector<ScreenColumn> screen_columns(const Result& result, Options options) {
  std::vector<ScreenColumn> columns{
      {.heading = to_pay_heading, .cells = sums_of(measures::monthly_cost, options), .worth = 100}};
  add_range(options, columns);
  add_months(result, options, columns);
  add_unit_costs(options, columns);
  add_answers(options, columns);
  add_times(options, columns);
  add_shares(result, options, columns);
  return columns;
}

ScreenColumn column_of(const Measure& measure, Options options) {
  ScreenColumn column{.heading = std::string(measure.id),
                      .cells = {},
                      .legend = fmt::format("{}: {}", measure.id, measure.says),
                      .worth = 100};
  if (measure.unit.text == "USD") {
    column.cells = sums_of(measure, options);
  } else if (measure.unit.text == "s") {
    column.cells = cells_of(measure, options, rough_duration);
  } else if (measure.reduction == Reduction::share || measure.topic == Topic::accuracy ||
             &measure == measures::load.row) {
    column.cells = cells_of(measure, options, rough_percent);
  } else {
    column.cells = cells_of(measure, options, count);
  }
  return column;
}

}  // namespace llmtco
