#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/chart.h"
#include "report/numbers.h"
#include "report/route_front.h"
#include "text/characters.h"
#include "text/money.h"
#include "text/plane.h"

namespace llmtco {
namespace {

struct FrontMarks {
  const char *chosen, *perfect, *floor, *budget;
};
constexpr FrontMarks front_in_unicode{"●", "◆", "┄", "┊"}, front_in_ascii{"*", "K", "-", "!"};

/// Points that can serve and whose accuracy is known, in the order of the thresholds, and what no router can pass.
struct FrontLines {
  std::vector<PlanePoint> router, perfect, lot;
};

FrontLines lines_of(const RouteFront& front) {
  FrontLines lines;
  for (const FrontPoint& point : front.points) {
    if (!point.feasible || (!point.accuracy && !point.counted_accuracy)) continue;
    const double cost = point.monthly_cost_usd.mean.value;
    lines.router.push_back({cost, point.mean_accuracy()});
    if (point.perfect_accuracy) lines.perfect.push_back({cost, *point.perfect_accuracy});
    if (point.random_accuracy) lines.lot.push_back({cost, *point.random_accuracy});
  }
  return lines;
}

/// Where the perfect router sends no more than it must: at the front's cost of that share, between the two points around it.
std::optional<PlanePoint> perfect_of(const RouteFront& front) {
  if (!front.perfect) return std::nullopt;
  const double share = front.perfect->strong_share;
  const FrontPoint* before = nullptr;
  for (const FrontPoint& point : front.points) {
    if (!point.feasible) continue;
    const double cost = point.monthly_cost_usd.mean.value;
    if (point.strong_share == share) return PlanePoint{cost, front.perfect->accuracy};
    if (before != nullptr && (before->strong_share - share) * (point.strong_share - share) < 0) {
      const double way = (share - before->strong_share) / (point.strong_share - before->strong_share);
      const double from = before->monthly_cost_usd.mean.value;
      return PlanePoint{from + way * (cost - from), front.perfect->accuracy};
    }
    before = &point;
  }
  return std::nullopt;
}

/// Both axes over all that is drawn. A floor or a budget is drawn where it lies within them.
struct FrontAxes {
  PlaneAxis cost, right;
};

FrontAxes axes_of(const FrontLines& lines, const std::vector<PlanePoint>& marks) {
  PlanePoint low = lines.router.front(), high = low;
  const auto widen = [&](const PlanePoint& point) {
    low = {std::min(low.x, point.x), std::min(low.y, point.y)};
    high = {std::max(high.x, point.x), std::max(high.y, point.y)};
  };
  for (const auto* line : {&lines.router, &lines.perfect, &lines.lot})
    std::for_each(line->begin(), line->end(), widen);
  std::for_each(marks.begin(), marks.end(), widen);
  FrontAxes axes{.cost = plane_axis(low.x, high.x), .right = plane_axis(low.y, high.y)};
  axes.cost.title = fmt::format("{} to pay a month", money_sign());
  axes.cost.label = tick_money;
  axes.right.title = "right answers";
  const double step = axes.right.ticks[1] - axes.right.ticks[0];
  axes.right.label = [decimals = step < 0.00999 ? 1 : 0](double share) {
    return grouped(100 * share, decimals) + " %";
  };
  return axes;
}

std::string front_legend(const RouteFront& front, const FrontMarks& marks, bool perfect,
                         const FrontAxes& axes) {
  std::string text = fmt::format(
      "line: the router, from W (all to {}) to S (all to {}); dotted: above it a router that knows which of "
      "the two is "
      "right, below it requests sent by lot",
      displayable(front.weak), displayable(front.strong));
  if (perfect)
    text += fmt::format(", {} where that one has all right that either has, for the least it can send",
                        marks.perfect);
  if (front.chosen) {
    const FrontPoint& point = front.points[*front.chosen];
    text += fmt::format(", {} chosen: threshold {:.4g}, {}, {} right", marks.chosen, point.threshold,
                        money(point.monthly_cost_usd.mean.value), percent(point.mean_accuracy()));
  }
  const auto outside = [](bool drawn) { return drawn ? "" : " (beyond the picture)"; };
  if (const auto& floor = front.question.accuracy_floor)
    text += fmt::format(", {} least share of right answers asked for{}", marks.floor,
                        outside(axes.right.low <= *floor && *floor <= axes.right.high));
  if (const auto& budget = front.question.monthly_budget_usd)
    text += fmt::format(", {} most to pay{}", marks.budget,
                        outside(axes.cost.low <= *budget && *budget <= axes.cost.high));
  return text;
}

}  // namespace

std::string route_front_plot(const RouteFront& front, const Style& given) {
  const Style style = given.on_screen();
  const FrontLines lines = lines_of(front);
  if (lines.router.empty()) return "  no picture: at no threshold is it known how many answers are right\n";
  const FrontMarks& marks = style.unicode ? front_in_unicode : front_in_ascii;
  std::vector<std::pair<PlanePoint, const char*>> drawn;
  if (front.weak_accuracy) drawn.push_back({{front.weak_cost_usd, *front.weak_accuracy}, "W"});
  if (front.strong_accuracy) drawn.push_back({{front.strong_cost_usd, *front.strong_accuracy}, "S"});
  const std::optional<PlanePoint> perfect = perfect_of(front);
  if (perfect) drawn.push_back({*perfect, marks.perfect});
  if (front.chosen) {
    const FrontPoint& point = front.points[*front.chosen];
    drawn.push_back({{point.monthly_cost_usd.mean.value, point.mean_accuracy()}, marks.chosen});
  }
  std::vector<PlanePoint> places;
  for (const auto& [place, mark] : drawn) places.push_back(place);
  const FrontAxes axes = axes_of(lines, places);
  Plane plane(axes.cost, axes.right, {style.text_width() - 4, 16}, style.unicode);
  if (front.question.accuracy_floor) plane.across(*front.question.accuracy_floor, marks.floor);
  if (front.question.monthly_budget_usd) plane.upright(*front.question.monthly_budget_usd, marks.budget);
  plane.lines(lines.lot, Plane::Stroke::dotted);
  plane.lines(lines.perfect, Plane::Stroke::dotted);
  plane.lines(lines.router);
  if (lines.router.size() == 1) plane.mark(lines.router.front(), style.unicode ? "·" : "o");
  for (const auto& [place, mark] : drawn) plane.mark(place, mark);
  std::string text = style.bold("  what more right answers cost") + "\n" + plane.text("    ");
  const std::size_t left_out = front.points.size() - lines.router.size();
  std::string legend = front_legend(front, marks, perfect.has_value(), axes);
  if (left_out > 0) legend += fmt::format("; {} thresholds that cannot serve are left out", left_out);
  return text + style.dim("  " + wrapped_words(legend, "  ", style.text_width()));
}

}  // namespace llmtco
