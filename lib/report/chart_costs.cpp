#include <fmt/format.h>

#include <algorithm>

#include "measures/list.h"
#include "report/chart.h"
#include "report/spread.h"
#include "text/money.h"

namespace llmtco {
namespace {

/// What money is for: few enough kinds to tell their colours apart.
enum class Purpose { api, rent, capital, site, people, other };
struct PurposeWords {
  Purpose purpose;
  const char *words, *colour;
};
constexpr PurposeWords purposes[] = {{Purpose::api, "tokens and fees of APIs", "c1"},
                                     {Purpose::rent, "rented machines", "c2"},
                                     {Purpose::capital, "machines bought, over their life", "c3"},
                                     {Purpose::site, "power, space, upkeep", "c4"},
                                     {Purpose::people, "people and projects", "c5"},
                                     {Purpose::other, "all else", "c6"}};

/// By its place in the list of items (cost/line_item.h), which stand in groups.
Purpose purpose_of(const LineResult& line) {
  if (line.type == CostType::staff) return Purpose::people;
  if (line.id <= ItemId::image_output_tokens) return Purpose::api;
  if (line.id <= ItemId::serverless_active) return Purpose::rent;
  if (line.id == ItemId::request_fees) return Purpose::api;
  if (line.id >= ItemId::capital && line.id <= ItemId::disposal) return Purpose::capital;
  if (line.id >= ItemId::power && line.id <= ItemId::insurance) return Purpose::site;
  if (line.id >= ItemId::staff && line.id <= ItemId::exit) return Purpose::people;
  return line.type == CostType::amortized ? Purpose::capital : Purpose::other;
}

bool is_to_be_paid(const LineResult& line) {
  return line.type == CostType::invoiced || line.type == CostType::amortized || line.type == CostType::staff;
}

constexpr const char* counted = "a month";

/// Sum of an option's lines of one purpose, and their names.
struct Segment {
  double usd = 0;
  std::vector<std::string> lines;
};

Segment segment_of(const OptionResult& option, Purpose purpose) {
  Segment segment;
  for (const LineResult& line : option.lines) {
    if (!is_to_be_paid(line) || purpose_of(line) != purpose) continue;
    segment.usd += line.monthly_usd.mean.value;
    segment.lines.push_back(fmt::format("{} {}", line.item, short_money(line.monthly_usd.mean.value)));
  }
  return segment;
}

/// "rented machines: GPUs $12k, disks $300".
std::string words_of(const PurposeWords& purpose, const Segment& segment) {
  return fmt::format("{}: {}", purpose.words, fmt::join(segment.lines, ", "));
}

/// Bars of what is more than nothing, one behind the other; credits are in the sum beside them.
void draw_bar(Svg& svg, const RowChart& chart, std::size_t row, const OptionResult& option,
              const Axis& axis) {
  constexpr double height = 16;
  double sum = 0;
  for (const PurposeWords& each : purposes) {
    const Segment segment = segment_of(option, each.purpose);
    if (!(segment.usd > 0)) continue;
    const double begin = axis.at(sum), end = axis.at(sum += segment.usd);
    svg.rect({begin, chart.middle(row) - height / 2}, {end - begin, height}, each.colour,
             words_of(each, segment));
  }
}

void draw_interval(Svg& svg, double y, const Summary& cost, const Axis& axis) {
  if (is_fixed(cost)) return;
  const double low = axis.at(cost.p5.value), high = axis.at(cost.p95.value);
  svg.line({low, y}, {high, y}, "whisker",
           fmt::format("9 draws of 10: {} to {}", short_money(cost.p5.value), short_money(cost.p95.value)));
  for (const double x : {low, high}) svg.line({x, y - 5}, {x, y + 5}, "whisker");
}

/// The purposes that any option pays for, each behind a patch of its colour, in lines that fit.
double draw_legend(Svg& svg, const Lineup& lineup, double y) {
  constexpr double patch = 12, letter = 6.6, gap = 34, widest = RowChart::width;
  double x = 4;
  for (const PurposeWords& each : purposes) {
    const bool any = std::any_of(lineup.shown.begin(), lineup.shown.end(), [&](const OptionResult* option) {
      return segment_of(*option, each.purpose).usd > 0;
    });
    if (!any) continue;
    const double length = gap + letter * static_cast<double>(std::string_view(each.words).size());
    if (x + length > widest) {
      x = 4;
      y += 18;
    }
    svg.rect({x, y - patch + 2}, {patch, patch}, each.colour);
    svg.text({x + patch + 6, y}, each.words);
    x += length;
  }
  return y;
}

std::vector<std::vector<std::string>> table_of(const Lineup& lineup) {
  std::vector<std::vector<std::string>> rows{{"option", "line", "mean", "P5", "P95"}};
  const auto row = [&](const std::string& option, const std::string& line, const Summary& cost) {
    rows.push_back({option, line, money(cost.mean.value), money(cost.p5.value), money(cost.p95.value)});
  };
  for (const OptionResult* option : lineup.shown) {
    for (const LineResult& line : option->lines) {
      if (is_to_be_paid(line)) row(option->name, line.item, line.monthly_usd);
    }
    if (const Statistics* cost = option->find(measures::monthly_cost)) row(option->name, "to pay", *cost);
  }
  return rows;
}

ChartNumbers cost_numbers(const Result& result, const Lineup& lineup) {
  ChartNumbers numbers{.kind = "stacks", .unit = "money", .counts = counted};
  const Sums sums = monthly_sums(result);
  for (const OptionResult* option : lineup.shown) {
    ChartRow& row = numbers.rows.emplace_back(row_for_scripts(*option, result));
    for (const PurposeWords& each : purposes) {
      const Segment segment = segment_of(*option, each.purpose);
      if (segment.usd > 0)
        row.marks.push_back(
            {.value = segment.usd, .style = each.colour, .kind = each.words, .tip = words_of(each, segment)});
    }
    const Statistics* cost = option->find(measures::monthly_cost);
    if (cost == nullptr) continue;
    row.words = sums(cost->mean.value);
    row.sum = {.value = cost->mean.value,
               .low = cost->p5.value,
               .high = cost->p95.value,
               .tip = "to pay: " + with_range(*cost, money)};
  }
  return numbers;
}

}  // namespace

std::optional<Chart> costs_chart(const Result& result, const Lineup& lineup) {
  if (lineup.shown.empty()) return std::nullopt;
  const RowChart chart(lineup.shown.size());
  double most = 0;
  for (const OptionResult* option : lineup.shown) {
    double stack = 0;
    for (const PurposeWords& each : purposes) stack += std::max(0.0, segment_of(*option, each.purpose).usd);
    const Statistics* cost = option->find(measures::monthly_cost);
    most = std::max({most, stack, cost != nullptr ? cost->p95.value : 0});
  }
  const Axis axis = axis_over(0, most, chart.ends());
  const std::string title = "What is to be paid in a month, and for what";
  Svg svg("costs", {RowChart::width, chart.size().y + 46}, title,
          fmt::format("Stacked bars of the monthly cost of {} options", lineup.shown.size()));
  draw_x_axis(svg, axis, {RowChart::top, chart.bottom}, tick_money, counted);
  const Sums sums = monthly_sums(result);
  for (std::size_t row = 0; row < lineup.shown.size(); ++row) {
    const OptionResult& option = *lineup.shown[row];
    chart.name(svg, row, option, result);
    draw_bar(svg, chart, row, option, axis);
    const Statistics* cost = option.find(measures::monthly_cost);
    if (cost == nullptr) continue;
    draw_interval(svg, chart.middle(row), *cost, axis);
    chart.words(svg, row, sums(cost->mean.value));
  }
  draw_legend(svg, lineup, chart.bottom + 58);
  return Chart{
      .title = title,
      .svg = svg.element(),
      .caption = fmt::format(
          "Each bar is what an option costs in the average month, its colours what the money is for.{} "
          "Expected damage of wrong answers is not in it, for nobody sends a bill for it.",
          costs_are_fixed(result) ? ""
                                  : " The thin line across the end of a bar is how far the sum may turn out "
                                    "lower or higher: in nine draws of ten it lies within."),
      .table = table_of(lineup),
      .left_columns = 2,
      .numbers = cost_numbers(result, lineup)};
}

}  // namespace llmtco
