#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "report/chart.h"
#include "report/spread.h"
#include "text/money.h"

namespace llmtco {
namespace {

/// A band over nine draws of ten, darker over the middle of them, the median and the mean.
void draw_strip(Svg& svg, double y, const Summary& cost, const Axis& axis) {
  constexpr double height = 14;
  const double low = axis.at(cost.p5.value), middle = axis.at(cost.p50.value), high = axis.at(cost.p95.value);
  const auto half = [&](double from, double to, const char* says, double begin, double end) {
    svg.rect({from, y - height / 2}, {std::max(to - from, 1.0), height}, "band",
             fmt::format("{}: {} to {}", says, short_money(begin), short_money(end)));
  };
  half(low, middle, "9 draws of 20", cost.p5.value, cost.p50.value);
  half(middle, high, "9 draws of 20", cost.p50.value, cost.p95.value);
  svg.line({middle, y - 10}, {middle, y + 10}, "median", "median: " + short_money(cost.p50.value));
  svg.circle({axis.at(cost.mean.value), y}, 4, "mean", "mean: " + short_money(cost.mean.value));
}

ChartRow strip_for_scripts(const OptionResult& option, const Result& result, const Statistics& cost) {
  ChartRow row = row_for_scripts(option, result);
  if (const Statistics* within = option.find(measures::within_budget))
    row.words = fmt::format("{:.0f} % within", 100 * within->mean.value);
  row.marks.push_back(
      {.value = cost.mean.value,
       .low = cost.p5.value,
       .high = cost.p95.value,
       .middle = cost.p50.value,
       .tip = fmt::format("mean: {}; median: {}", with_range(cost, money), money(cost.p50.value))});
  return row;
}

}  // namespace

std::optional<Chart> spread_chart(const Result& result, const Lineup& lineup) {
  std::vector<const OptionResult*> options;
  double most = result.budget_usd.value_or(0);
  for (const OptionResult* option : lineup.shown) {
    const Statistics* cost = option->find(measures::monthly_cost);
    if (cost == nullptr) continue;
    options.push_back(option);
    most = std::max(most, cost->p95.value);
  }
  if (options.empty() || costs_are_fixed(result)) return std::nullopt;
  const RowChart chart(options.size());
  const Axis axis = axis_over(0, most, chart.ends());
  const std::string title = "How sure the sums are";
  Svg svg(
      "spread", chart.size(), title,
      fmt::format("The range of the monthly cost of {} options over {} draws", options.size(), result.draws));
  ChartNumbers numbers{.kind = "strips", .unit = "money", .counts = "to pay in the average month"};
  draw_x_axis(svg, axis, {RowChart::top, chart.bottom}, tick_money, numbers.counts);
  std::vector<std::vector<std::string>> table{
      {"option", "mean", "P5", "median", "P95", "standard deviation"}};
  for (std::size_t row = 0; row < options.size(); ++row) {
    const Statistics& cost = *options[row]->find(measures::monthly_cost);
    chart.name(svg, row, *options[row], result);
    draw_strip(svg, chart.middle(row), cost, axis);
    numbers.rows.push_back(strip_for_scripts(*options[row], result, cost));
    chart.words(svg, row, numbers.rows.back().words);
    table.push_back({options[row]->name, money(cost.mean.value), money(cost.p5.value), money(cost.p50.value),
                     money(cost.p95.value), money(cost.sd.value)});
  }
  std::string caption = fmt::format(
      "What is not known exactly (prices, volumes, speeds) was drawn {} times. The bar holds nine draws of "
      "ten; the line in it is the median, half of the draws lie left of it; the dot is the mean. Bars that "
      "overlap do not yet say that either may be cheaper: all options see the same draws.",
      grouped(static_cast<double>(result.draws), 0));
  if (result.budget_usd) {
    const double x = axis.at(*result.budget_usd);
    svg.line({x, RowChart::top}, {x, chart.bottom}, "limit", "budget: " + money(*result.budget_usd));
    numbers.limit = {.value = *result.budget_usd};
    caption +=
        fmt::format(" The dashed line is the budget, {}; at the right the share of draws within it in {}.",
                    money(*result.budget_usd), budget_months.to_text(result.budget_of));
  }
  return Chart{.title = title,
               .svg = svg.element(),
               .caption = caption,
               .table = std::move(table),
               .numbers = std::move(numbers)};
}

}  // namespace llmtco
