#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/chart.h"
#include "report/numbers.h"
#include "text/money.h"

namespace llmtco {
namespace {

/// More than these nobody reads; the list below the picture has all.
constexpr std::size_t most_rows = 12;
constexpr const char* below_changes = "change of the least that is to be paid a month";
constexpr double row_height = 44, left = 24, right = 616, top = 8;

/// Those that move the least that is to be paid, in the order of the result.
std::vector<const Assumption*> moving(const Result& result) {
  std::vector<const Assumption*> all;
  for (const Assumption& each : result.assumptions) {
    const bool moves =
        std::any_of(each.effects.begin(), each.effects.end(), [](const AssumptionEffect& effect) {
          return std::isfinite(effect.least_usd) && effect.least_usd != 0;
        });
    if (moves) all.push_back(&each);
  }
  return all;
}

std::string effect_words(const AssumptionEffect& effect) {
  std::string words = fmt::format("{}: {}", effect.words, money_change(effect.least_usd));
  if (!effect.best.empty()) words += ", and " + effect.best + " would be the cheapest";
  return words;
}

void draw_assumption(Svg& svg, double y, const Assumption& assumption, const Axis& axis) {
  constexpr std::size_t columns = 92;
  svg.text({left, y + 14}, shortened(assumption.text, columns), "halo");
  const double line = y + 28;
  double low = axis.at(0), high = low;
  for (const AssumptionEffect& effect : assumption.effects) {
    if (!std::isfinite(effect.least_usd)) continue;
    low = std::min(low, axis.at(effect.least_usd));
    high = std::max(high, axis.at(effect.least_usd));
  }
  svg.line({low, line}, {high, line}, "stem");
  for (const AssumptionEffect& effect : assumption.effects) {
    if (std::isfinite(effect.least_usd))
      svg.circle({axis.at(effect.least_usd), line}, 5, effect.best.empty() ? "mean" : "mean other",
                 effect_words(effect));
  }
}

ChartNumbers assumption_numbers(const std::vector<const Assumption*>& assumptions) {
  ChartNumbers numbers{.kind = "dots", .unit = "money", .counts = below_changes};
  for (const Assumption* each : assumptions) {
    ChartRow& row = numbers.rows.emplace_back(ChartRow{.name = each->text});
    for (const AssumptionEffect& effect : each->effects) {
      if (std::isfinite(effect.least_usd))
        row.marks.push_back({.value = effect.least_usd,
                             .style = effect.best.empty() ? "mean" : "mean other",
                             .tip = effect_words(effect)});
    }
  }
  return numbers;
}

}  // namespace

std::optional<Chart> assumptions_chart(const Result& result) {
  std::vector<const Assumption*> all = moving(result);
  if (all.empty()) return std::nullopt;
  const std::size_t left_out = all.size() - std::min(all.size(), most_rows);
  all.resize(all.size() - left_out);
  double least = 0, most = 0;
  std::vector<std::vector<std::string>> table{
      {"assumed", "if instead", "least to pay changes by", "cheapest then"}};
  for (const Assumption* each : all) {
    for (const AssumptionEffect& effect : each->effects) {
      if (!std::isfinite(effect.least_usd)) continue;
      least = std::min(least, effect.least_usd);
      most = std::max(most, effect.least_usd);
      table.push_back({each->text, effect.words, money_change(effect.least_usd), effect.best});
    }
  }
  const Axis axis = axis_over(least, most, {left, right}, 6);
  const double bottom = top + row_height * static_cast<double>(all.size());
  const std::string title = "What the answer rests on";
  Svg svg("assumed", {RowChart::width, bottom + 42}, title,
          fmt::format("What {} assumptions would change of the least that is to be paid", all.size()));
  draw_x_axis(svg, axis, {top, bottom}, tick_money, below_changes);
  for (std::size_t i = 0; i < all.size(); ++i)
    draw_assumption(svg, top + row_height * static_cast<double>(i), *all[i], axis);
  return Chart{
      .title = title,
      .svg = svg.element(),
      .caption = fmt::format(
          "Each line is something the scenario does not say, so that it had to be assumed; the one "
          "that moves the answer most stands first. Each dot is another value it might have, at what "
          "the cheapest option would then cost more or less; a ringed dot makes another option the "
          "cheapest.{}",
          left_out > 0 ? fmt::format(" {} more move it less and are in the list below.", left_out) : ""),
      .table = std::move(table),
      .left_columns = 2,
      .numbers = assumption_numbers(all)};
}

}  // namespace llmtco
