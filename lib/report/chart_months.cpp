#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "report/chart.h"
#include "report/spread.h"
#include "text/money.h"

namespace llmtco {
namespace {

using Shown = std::vector<const OptionResult*>;

const Statistics* cost_of_month(const OptionResult& option, int month) {
  return option.find(measures::monthly_cost, {.month = month});
}

/// Options of which every month is told.
Shown told(const Result& result, const Lineup& lineup) {
  Shown options;
  for (const OptionResult* option : lineup.shown) {
    bool all = true;
    for (int month = 0; month < result.horizon_months; ++month)
      all = all && cost_of_month(*option, month) != nullptr;
    if (all) options.push_back(option);
  }
  return options;
}

/// Whether any month of any option is unlike its first.
bool any_moves(const Shown& options, int months) {
  return std::any_of(options.begin(), options.end(), [&](const OptionResult* option) {
    const double first = cost_of_month(*option, 0)->mean.value;
    for (int month = 1; month < months; ++month) {
      if (std::abs(cost_of_month(*option, month)->mean.value - first) > 1e-9 * std::abs(first)) return true;
    }
    return false;
  });
}

/// More than these nobody reads; the table has all.
constexpr std::size_t most_panels = 12;

/// One small picture a part of the drawing: a band over nine draws of ten and the mean, month by month.
struct Panel {
  static constexpr double width = 240, height = 96, left = 62, gap = 18, line = 154, first = 30;
  double x, y;

  explicit Panel(std::size_t number)
      : x(left + static_cast<double>(number % 2) * (width + left + gap)), y(first + above(number) * line) {}

  /// Lines of panels in front of one.
  static double above(std::size_t number) {
    const std::size_t lines = number / 2;
    return static_cast<double>(lines);
  }
};

Axis panel_axis(const Panel& panel, double most) {
  return axis_over(0, most, {panel.y + Panel::height, panel.y}, 3);
}

/// Whether the budget is on the scale; one far above it would flatten every line.
bool draws_budget(const Result& result, double most) {
  return result.budget_usd && *result.budget_usd <= panel_axis(Panel(0), most).high;
}

void draw_panel(Svg& svg, const Panel& panel, const OptionResult& option, const Result& result, double most) {
  const Axis months = axis_over(1, result.horizon_months, {panel.x, panel.x + Panel::width}, 4);
  Axis across = months;
  across.low = 1;
  across.high = result.horizon_months;
  const Axis up = panel_axis(panel, most);
  svg.text({panel.x, panel.y - 13}, shortened_within(chart_name(option), 34),
           option.name == result.answer.best ? "best" : "");
  draw_y_axis(svg, up, panel.x, panel.x + Panel::width, tick_money);
  std::vector<Point> band, mean;
  for (int month = 0; month < result.horizon_months; ++month) {
    const Statistics& cost = *cost_of_month(option, month);
    band.push_back({across.at(month + 1), up.at(cost.p95.value)});
    mean.push_back({across.at(month + 1), up.at(cost.mean.value)});
  }
  for (int month = result.horizon_months; month-- > 0;)
    band.push_back({across.at(month + 1), up.at(cost_of_month(option, month)->p5.value)});
  svg.polygon(band, "band");
  svg.polyline(mean, "curve");
  if (draws_budget(result, most))
    svg.line({panel.x, up.at(*result.budget_usd)}, {panel.x + Panel::width, up.at(*result.budget_usd)},
             "limit");
  for (const int month : {1, result.horizon_months})
    svg.text({across.at(month), panel.y + Panel::height + 16}, fmt::format("month {}", month),
             month == 1 ? "dim" : "end dim");
}

std::vector<std::vector<std::string>> months_table(const Shown& options, int months) {
  std::vector<std::vector<std::string>> rows{{"month"}};
  for (const OptionResult* option : options) {
    for (const char* what : {"", ", P5", ", P95"}) rows.front().push_back(option->name + what);
  }
  for (int month = 0; month < months; ++month) {
    std::vector<std::string> row{std::to_string(month + 1)};
    for (const OptionResult* option : options) {
      const Statistics& cost = *cost_of_month(*option, month);
      for (const double value : {cost.mean.value, cost.p5.value, cost.p95.value}) row.push_back(money(value));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string months_caption(const Result& result, std::size_t options, bool with_budget) {
  std::string text = costs_are_fixed(result)
                         ? "The line is what is to be paid in each month."
                         : "The line is the mean of each month, the band around it holds nine draws of ten.";
  if (options > 1) text += " All pictures have the same scale.";
  if (with_budget) text += " The dashed line is the budget.";
  if (options > most_panels)
    text += fmt::format(" {} more options are in the table alone.", options - most_panels);
  return text;
}

ChartNumbers month_numbers(const Shown& options, const Result& result, bool with_budget) {
  ChartNumbers numbers{.kind = "months", .unit = "money", .counts = "month"};
  if (with_budget) numbers.limit = {.value = *result.budget_usd};
  for (std::size_t i = 0; i < std::min(options.size(), most_panels); ++i) {
    ChartRow& row = numbers.rows.emplace_back(row_for_scripts(*options[i], result));
    for (int month = 0; month < result.horizon_months; ++month) {
      const Statistics& cost = *cost_of_month(*options[i], month);
      row.marks.push_back({.value = cost.mean.value,
                           .low = cost.p5.value,
                           .high = cost.p95.value,
                           .up = month + 1.0,
                           .tip = fmt::format("month {}: {}", month + 1, with_range(cost, money))});
    }
  }
  return numbers;
}

}  // namespace

std::optional<Chart> months_chart(const Result& result, const Lineup& lineup) {
  const Shown options = told(result, lineup);
  if (result.horizon_months < 2 || options.empty() || !any_moves(options, result.horizon_months))
    return std::nullopt;
  double most = 0;
  for (const OptionResult* option : options) {
    for (int month = 0; month < result.horizon_months; ++month)
      most = std::max(most, cost_of_month(*option, month)->p95.value);
  }
  const std::string title = "What is to be paid, month by month";
  const std::size_t drawn = std::min(options.size(), most_panels);
  const double lines = Panel::above(drawn + 1);
  Svg svg("months", {RowChart::width, Panel::first + lines * Panel::line}, title,
          fmt::format("The cost of {} options over {} months", drawn, result.horizon_months));
  for (std::size_t i = 0; i < drawn; ++i) draw_panel(svg, Panel(i), *options[i], result, most);
  return Chart{.title = title,
               .svg = svg.element(),
               .caption = months_caption(result, options.size(), draws_budget(result, most)),
               .table = months_table(options, result.horizon_months),
               .numbers = month_numbers(options, result, draws_budget(result, most))};
}

}  // namespace llmtco
