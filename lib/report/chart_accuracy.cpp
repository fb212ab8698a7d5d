#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/list.h"
#include "report/chart.h"
#include "report/numbers.h"
#include "report/spread.h"
#include "text/money.h"

namespace llmtco {
namespace {

constexpr const char* below_points = "to pay in the average month";
constexpr double plot_left = 52, plot_right = 430, plot_top = 14, plot_bottom = 280, key_left = 452;

struct Scored {
  const OptionResult* option;
  const Statistics *cost, *accuracy;
};

std::vector<Scored> scored(const Lineup& lineup) {
  std::vector<Scored> options;
  for (const OptionResult* option : lineup.shown) {
    const Statistics *cost = option->find(measures::monthly_cost),
                     *accuracy = option->find(measures::accuracy);
    if (cost != nullptr && accuracy != nullptr) options.push_back({option, cost, accuracy});
  }
  return options;
}

/// Whether another option that may be taken costs no more and is right as often: nobody who pays for right answers takes
/// this one.
bool is_beaten(const Scored& one, const std::vector<Scored>& all) {
  return std::any_of(all.begin(), all.end(), [&](const Scored& other) {
    const double cheaper = one.cost->mean.value - other.cost->mean.value,
                 better = other.accuracy->mean.value - one.accuracy->mean.value;
    return !other.option->yardstick && cheaper >= 0 && better >= 0 && (cheaper > 0 || better > 0);
  });
}

/// The least accuracy that any class asks for, where one does.
const Limit* floor_of(const Result& result) {
  for (const Limit& limit : result.limits) {
    if (limit.met == measures::meets_accuracy.row) return &limit;
  }
  return nullptr;
}

struct AccuracyPlane {
  Axis across, up;
};

std::string words_of_point(const Scored& each) {
  return fmt::format("{}: {} a month, {} right", chart_name(*each.option), short_money(each.cost->mean.value),
                     percent(each.accuracy->mean.value));
}

Point place_of(const Scored& each, const AccuracyPlane& plane) {
  return {plane.across.at(each.cost->mean.value), plane.up.at(each.accuracy->mean.value)};
}

/// Where the numbers of the options stand: at their points, or beside them where another's is there already.
std::vector<Point> places_of(const std::vector<Scored>& options, const AccuracyPlane& plane) {
  constexpr double apart = 21;
  constexpr Point beside[] = {{0, 0},   {0, -24},  {0, 24},  {22, -14}, {-22, -14},
                              {22, 14}, {-22, 14}, {0, -46}, {0, 46}};
  std::vector<Point> taken;
  for (const Scored& each : options) {
    const Point at = place_of(each, plane);
    Point best = at;
    for (const Point& move : beside) {
      const Point there{at.x + move.x, at.y + move.y};
      const bool is_free = std::none_of(taken.begin(), taken.end(), [&](const Point& other) {
        return std::hypot(other.x - there.x, other.y - there.y) < apart;
      });
      if (!is_free || there.x < plane.across.begin || there.y > plane.up.begin) continue;
      best = there;
      break;
    }
    taken.push_back(best);
  }
  return taken;
}

/// How an option is marked: its number, where that stands, and whether another beats it.
struct Mark {
  std::size_t number;
  Point label;
  bool beaten;
};

void draw_option(Svg& svg, const Scored& each, const Mark& mark, const AccuracyPlane& plane) {
  const auto& [across, up] = plane;
  const auto& [number, label, beaten] = mark;
  const Point at = place_of(each, plane);
  svg.line({across.at(each.cost->p5.value), at.y}, {across.at(each.cost->p95.value), at.y}, "whisker soft");
  svg.line({at.x, up.at(each.accuracy->p5.value)}, {at.x, up.at(each.accuracy->p95.value)}, "whisker soft");
  if (label.x != at.x || label.y != at.y) {
    svg.line(at, label, "whisker");
    svg.circle(at, 3, "point");
  }
  svg.circle(label, 10, beaten ? "point beaten" : "point", words_of_point(each));
  svg.text({label.x, label.y + 4}, std::to_string(number), beaten ? "mid" : "mid on");
}

void draw_key(Svg& svg, const std::vector<Scored>& options, const Result& result) {
  double y = plot_top + 10;
  for (std::size_t i = 0; i < options.size(); ++i, y += 20) {
    const OptionResult& option = *options[i].option;
    svg.text({key_left, y}, fmt::format("{}  {}", i + 1, shortened_within(chart_name(option), 22)),
             option.name == result.answer.best ? "best" : "");
  }
}

AccuracyPlane plane_of(const std::vector<Scored>& options, const Limit* floor, double bottom) {
  double most = 0, least_right = 1, most_right = 0;
  for (const Scored& each : options) {
    most = std::max(most, each.cost->p95.value);
    least_right = std::min(least_right, each.accuracy->p5.value);
    most_right = std::max(most_right, each.accuracy->p95.value);
  }
  if (floor != nullptr) least_right = std::min(least_right, floor->value);
  if (constexpr double margin = 0.05;
      most_right - least_right < 0.01) {  // one value, or nearly so: with room around it
    least_right = std::max(0.0, least_right - margin);
    most_right = std::min(1.0, most_right + margin);
  }
  return {axis_over(0, most, {plot_left, plot_right}, 4),
          axis_over(least_right, most_right, {bottom, plot_top})};
}

ChartNumbers point_numbers(const std::vector<Scored>& options, const Result& result) {
  ChartNumbers numbers{.kind = "points", .unit = "money", .counts = below_points};
  if (const Limit* floor = floor_of(result)) numbers.limit = {.value = floor->value};
  for (const Scored& each : options) {
    ChartRow& row = numbers.rows.emplace_back(row_for_scripts(*each.option, result));
    row.words = std::to_string(numbers.rows.size());
    row.marks.push_back({.value = each.cost->mean.value,
                         .low = each.cost->p5.value,
                         .high = each.cost->p95.value,
                         .up = each.accuracy->mean.value,
                         .up_low = each.accuracy->p5.value,
                         .up_high = each.accuracy->p95.value,
                         .style = is_beaten(each, options) ? "point beaten" : "point",
                         .tip = fmt::format("to pay: {}; right: {}", with_range(*each.cost, money),
                                            with_range(*each.accuracy, percent))});
  }
  return numbers;
}

}  // namespace

std::optional<Chart> accuracy_chart(const Result& result, const Lineup& lineup) {
  const std::vector<Scored> options = scored(lineup);
  if (options.size() < 2) return std::nullopt;
  const double bottom = std::max(plot_bottom, plot_top + 20 * static_cast<double>(options.size()));
  const Limit* floor = floor_of(result);
  const AccuracyPlane plane = plane_of(options, floor, bottom);
  const std::string title = "Right answers for the money";
  Svg svg("accuracy", {RowChart::width, bottom + 42}, title,
          fmt::format("Accuracy against monthly cost of {} options", options.size()));
  draw_x_axis(svg, plane.across, {plot_top, bottom}, tick_money, below_points);
  draw_y_axis(svg, plane.up, plot_left, plot_right, tick_share);
  if (floor != nullptr)
    svg.line({plot_left, plane.up.at(floor->value)}, {plot_right, plane.up.at(floor->value)}, "limit",
             "at least " + percent(floor->value));
  std::vector<std::vector<std::string>> table{{"point", "option", "to pay", "accuracy", "P5", "P95"}};
  const std::vector<Point> places = places_of(options, plane);
  for (std::size_t i = options.size(); i-- > 0;)
    draw_option(svg, options[i], {i + 1, places[i], is_beaten(options[i], options)}, plane);
  for (std::size_t i = 0; i < options.size(); ++i) {
    const Scored& each = options[i];
    table.push_back({std::to_string(i + 1), each.option->name, money(each.cost->mean.value),
                     percent(each.accuracy->mean.value), percent(each.accuracy->p5.value),
                     percent(each.accuracy->p95.value)});
  }
  draw_key(svg, options, result);
  return Chart{
      .title = title,
      .svg = svg.element(),
      .caption = fmt::format("Up is more right answers, left is less to pay. Filled points are those that no "
                             "other option in the race beats "
                             "in both; of the hollow ones another costs no more and is right at least as "
                             "often. The lines through "
                             "a point hold nine draws of ten each way.{}",
                             floor != nullptr ? " The dashed line is the least accuracy asked for." : ""),
      .table = std::move(table),
      .left_columns = 2,
      .numbers = point_numbers(options, result)};
}

}  // namespace llmtco
