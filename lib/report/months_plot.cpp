#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/list.h"
#include "report/bars.h"
#include "report/canvas.h"
#include "report/chart.h"
#include "report/escape.h"
#include "report/plots.h"
#include "text/money.h"

namespace llmtco {
namespace {

/// Cost of every month of one option.
using MonthCosts = std::vector<const Statistics*>;

/// Empty where one is not told.
MonthCosts month_costs(const OptionResult& option, int months) {
  MonthCosts costs;
  for (int month = 0; month < months; ++month) {
    const Statistics* cost = option.find(measures::monthly_cost, {.month = month});
    if (cost == nullptr) return {};
    costs.push_back(cost);
  }
  return costs;
}

bool moves(const MonthCosts& costs) {
  return std::any_of(costs.begin(), costs.end(), [&](const Statistics* cost) {
    const double first = costs.front()->mean.value;
    return std::abs(cost->mean.value - first) > 1e-9 * std::abs(first);
  });
}

/// The month that a column shows: each as often as there is room, or some of them.
std::size_t month_at(std::size_t column, std::size_t columns, std::size_t months) {
  return column * months / columns;
}

/// The least and the most that is drawn; apart where nothing varies.
struct Between {
  double low, high;
};

Between range_of(const MonthCosts& costs) {
  Between range{costs.front()->p5.value, costs.front()->p95.value};
  for (const Statistics* cost : costs) {
    range.low = std::min(range.low, cost->p5.value);
    range.high = std::max(range.high, cost->p95.value);
  }
  if (range.high - range.low > 1e-6 * std::abs(range.high)) return range;
  return {range.low - 0.5 * std::abs(range.low) - 1, range.high + 0.5 * std::abs(range.high) + 1};
}

/// Lines from the top down. A band and the mean, one glyph a column and line.
std::vector<std::string> fan(const MonthCosts& costs, std::size_t columns, std::size_t lines,
                             const Between& range, const Style& style) {
  const Scale scale{.high = range.high - range.low, .width = lines};
  const char *band = style.unicode ? "░" : ".", *mean = style.unicode ? "━" : "*";
  std::vector<std::string> text(lines);
  for (std::size_t column = 0; column < columns; ++column) {
    const Statistics& cost = *costs[month_at(column, columns, costs.size())];
    const std::size_t low = cell_of(cost.p5.value - range.low, scale),
                      top = cell_of(cost.p95.value - range.low, scale),
                      middle = cell_of(cost.mean.value - range.low, scale);
    for (std::size_t line = 0; line < lines; ++line) {
      const bool in_band = low <= line && line <= top;
      text[lines - 1 - line] += line == middle ? mean : in_band ? band : " ";
    }
  }
  return text;
}

std::string one_plot(const std::string& name, const MonthCosts& costs, const Style& style) {
  constexpr std::size_t lines = 7, labels = 8, widest = 72;
  const std::size_t room = std::clamp<std::size_t>(style.text_width() - labels - 4, 12, widest);
  const std::size_t columns = room < costs.size() ? room : costs.size() * (room / costs.size());
  const Between range = range_of(costs);
  const std::vector<std::string> drawn = fan(costs, columns, lines, range, style);
  std::string text = "  " + style.bold(for_terminal(name)) + "\n";
  for (std::size_t i = 0; i < lines; ++i) {
    const std::string label = i == 0 ? short_money(range.high) : i + 1 == lines ? short_money(range.low) : "";
    const std::string line = drawn[i].substr(0, drawn[i].find_last_not_of(' ') + 1);
    text += std::string(labels + 2 - display_width(label), ' ') + label + (style.unicode ? " │" : " |") +
            (line.empty() ? "" : " ") + line + "\n";
  }
  const std::string last = fmt::format("month {}", costs.size());
  const std::size_t gap = columns > last.size() + 8 ? columns - last.size() - 7 : 1;
  return text +
         style.dim(fmt::format("{}month 1{}{}", std::string(labels + 5, ' '), std::string(gap, ' '), last)) +
         "\n";
}

}  // namespace

std::string months_plot(const Result& result, const Style& given) {
  const MoneyIn money_in(result.currency);
  const Style style = given.on_screen();
  const Lineup lineup = line_up(result);
  std::vector<std::pair<const OptionResult*, MonthCosts>> told;
  bool any = false;
  for (const OptionResult* option : lineup.shown) {
    MonthCosts costs = month_costs(*option, result.horizon_months);
    if (costs.empty()) continue;
    any = any || moves(costs);
    told.emplace_back(option, std::move(costs));
  }
  if (!any) return "";
  std::string text = style.bold("  what is to be paid month by month") + "\n";
  for (const auto& [option, costs] : told) text += one_plot(chart_name(*option), costs, style);
  return text + style.dim(fmt::format("  {} mean, {} nine draws of ten; each on a scale of its own\n",
                                      style.unicode ? "━" : "*", style.unicode ? "░" : "."));
}

}  // namespace llmtco
