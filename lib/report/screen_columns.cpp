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
  if (any_but(damage, {unknown_cell, money_sign() + "0.00", money_sign() + "0"})) {
    columns.push_back({.heading = "damage",
                       .cells = damage,
                       .legend = "damage: expected of wrong answers, invoiced by nobody",
                       .worth = 75});
  }
  const std::vector<std::string> worst = sums_of(measures::damage_p99, options);
  if (any_but(worst, {unknown_cell, money_sign() + "0.00", money_sign() + "0"})) {
    columns.push_back({.heading = "damage,\n1 in 100",
                       .cells = worst,
                       .legend = "1 in 100: in one month of a hundred it is above that",
                       .worth = 74});
  }
  const std::vector<std::string> right = cells_of(measures::accuracy, options, rough_percent);
  if (any_but(right, {unknown_cell})) columns.push_back({.heading = "right", .cells = right, .worth = 80});
}

struct Worth {
  int known, mostly_unknown;
};

/// A column of which little is known is worth less.
int worth_of(const std::vector<std::string>& cells, const Worth& worth) {
  const auto unknown = std::count(cells.begin(), cells.end(), unknown_cell);
  return 2 * static_cast<std::size_t>(unknown) > cells.size() ? worth.mostly_unknown : worth.known;
}

void add_times(Options options, std::vector<ScreenColumn>& columns) {
  const std::vector<std::string> first = cells_of(measures::ttft_p95, options, rough_duration),
                                 whole = cells_of(measures::e2e_p95, options, rough_duration);
  if (any_but(first, {unknown_cell})) {
    columns.push_back({.heading = "first\nword",
                       .cells = first,
                       .legend = "first word: seen by then in 95 of 100 requests",
                       .worth = worth_of(first, {.known = 52, .mostly_unknown = 37})});
  }
  if (any_but(whole, {unknown_cell})) {
    columns.push_back({.heading = "slowest\n5 %",
                       .cells = whole,
                       .legend = "slowest 5 %: whole answers that take longer",
                       .worth = worth_of(whole, {.known = 70, .mostly_unknown = 33})});
  }
}

/// A limit that holds more often than this holds; what does so less often than the rest does not.
constexpr double nearly_all = 0.995, nearly_none = 0.005;

struct Shares {
  bool any_missed = false, any_between = false;
};

Shares shares_of(const Measure& measure, Options options) {
  Shares shares;
  for (const OptionResult* option : options) {
    const Statistics* share = option->find(measure);
    if (share == nullptr || share->mean.value >= nearly_all) continue;
    shares.any_missed = true;
    shares.any_between = shares.any_between || share->mean.value > nearly_none;
  }
  return shares;
}

/// Shares of draws. Where every one is all or nothing, as of fixed prices, the budget is said in words.
void add_budget(const Result& result, Options options, std::vector<ScreenColumn>& columns) {
  const Shares budget = shares_of(measures::within_budget, options);
  if (!budget.any_missed) return;
  if (budget.any_between) {
    columns.push_back({.heading = "in\nbudget",
                       .cells = cells_of(measures::within_budget, options, rough_percent),
                       .legend = result.budget_of == BudgetOf::every_month && result.horizon_months > 1
                                     ? "in budget: draws with every month in it"
                                     : "in budget: draws in it",
                       .worth = 65});
    return;
  }
  ScreenColumn over{.heading = "", .worth = 90, .left = true};
  for (const OptionResult* option : options) {
    const Statistics* share = option->find(measures::within_budget);
    over.cells.push_back(share != nullptr && share->mean.value <= nearly_none ? "over budget" : "");
  }
  columns.push_back(std::move(over));
}

void add_shares(const Result& result, Options options, std::vector<ScreenColumn>& columns) {
  if (shares_of(measures::meets_slo, options).any_missed) {
    columns.push_back({.heading = "limits",
                       .cells = cells_of(measures::meets_slo, options, rough_percent),
                       .legend = "limits: draws in which all are kept",
                       .worth = 72});
  }
  if (shares_of(measures::best, options).any_between) {
    ScreenColumn best{.heading = "best",
                      .cells = cells_of(measures::best, options, rough_percent),
                      .legend = "best: draws in which it is",
                      .worth = 45};
    for (std::size_t i = 0; i < options.size(); ++i) {
      if (options[i]->yardstick) best.cells[i] = "*";
    }
    columns.push_back(std::move(best));
  }
  add_budget(result, options, columns);
}

void add_unit_costs(Options options, std::vector<ScreenColumn>& columns) {
  columns.push_back({.heading = money_sign() + "/Mtok",
                     .cells = cells_of(measures::cost_per_mtok, options,
                                       [](double usd) { return grouped(usd, usd < 99.995 ? 2 : 0); }),
                     .legend = money_sign() + "/Mtok: " + (money_sign() == "$" ? "dollars" : "money") +
                               " for a million tokens, read and written",
                     .worth = 40});
  columns.push_back(
      {.heading = money_sign() + "/1k\nrequests",
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
