#include <fmt/format.h>

#include <algorithm>

#include "report/chart.h"
#include "report/numbers.h"
#include "report/route_front_chart.h"
#include "report/route_front_words.h"
#include "text/money.h"

namespace llmtco {
namespace {

constexpr double front_left = 52, front_right = 424, front_top = 14, front_bottom = 290, front_key = 444;

using FrontPoints = std::vector<const FrontPoint*>;

/// What can be drawn: thresholds that can serve, and whose accuracy is known.
FrontPoints drawable(const RouteFront& front) {
  FrontPoints points;
  for (const FrontPoint& point : front.points) {
    if (point.feasible && point.accuracy) points.push_back(&point);
  }
  return points;
}

struct FrontPlane {
  Axis across, up;
  Point at(double usd, double accuracy) const { return {across.at(usd), up.at(accuracy)}; }
};

FrontPlane front_plane(const RouteFront& front, const FrontPoints& points) {
  double most = std::max(front.weak_cost_usd, front.strong_cost_usd), least_right = 1, most_right = 0;
  for (const double accuracy : {front.weak_accuracy.value_or(1), front.strong_accuracy.value_or(1)})
    least_right = std::min(least_right, accuracy);
  for (const FrontPoint* point : points) {
    most = std::max(most, point->monthly_cost_usd.mean.value);
    least_right = std::min({least_right, point->accuracy->p5.value, point->mean_accuracy()});
    most_right = std::max({most_right, point->accuracy->p95.value, point->perfect_accuracy.value_or(0)});
  }
  const FrontQuestion& question = front.question;
  most_right = std::max({most_right, front.strong_accuracy.value_or(0), question.accuracy_floor.value_or(0)});
  least_right = std::min(least_right, question.accuracy_floor.value_or(1));
  most = std::max(most, question.monthly_budget_usd.value_or(0));
  return {axis_over(0, most, {front_left, front_right}, 4),
          axis_over(least_right, most_right, {front_bottom, front_top})};
}

std::string point_words(const FrontPoint& point) {
  return fmt::format("threshold {:.4g}: {} a month, {} right, {} to the strong leg", point.threshold,
                     money(point.monthly_cost_usd.mean.value), percent(point.mean_accuracy()),
                     percent(point.strong_share));
}

/// What stands in the key beside the picture, from the top down: a sample of what is drawn, and words.
class FrontKey {
 public:
  explicit FrontKey(Svg& svg) : svg_(svg) {}
  void line(const char* style, std::string_view words) {
    svg_.line({front_key, y_ - 4}, {front_key + 18, y_ - 4}, style);
    text(words);
  }
  void patch(const char* style, std::string_view words) {
    svg_.rect({front_key, y_ - 11}, {18, 12}, style);
    text(words);
  }
  void square(const char* style, std::string_view words) {
    svg_.rect({front_key + 4, y_ - 10}, {10, 10}, style);
    text(words);
  }
  void dot(const char* style, double radius, std::string_view words) {
    svg_.circle({front_key + 9, y_ - 4}, radius, style);
    text(words);
  }

 private:
  void text(std::string_view words) {
    svg_.text({front_key + 26, y_}, shortened(words, 24));
    y_ += 22;
  }
  Svg& svg_;
  double y_ = front_top + 12;
};

/// What a router that knows who is right, and one that knows nothing, would come to at each share.
void draw_references(Svg& svg, FrontKey& key, const FrontPoints& points, const FrontPlane& plane) {
  const auto draw = [&](const std::optional<double> FrontPoint::*accuracy, const char* style,
                        const char* words) {
    std::vector<Point> line;
    for (const FrontPoint* point : points) {
      if (point->*accuracy) line.push_back(plane.at(point->monthly_cost_usd.mean.value, *(point->*accuracy)));
    }
    if (line.size() < 2) return;
    svg.polyline(line, style);
    key.line(style, words);
  };
  draw(&FrontPoint::perfect_accuracy, "curve perfect", "if it knew who is right");
  draw(&FrontPoint::random_accuracy, "curve lot", "if it sent by lot");
}

void draw_band(Svg& svg, const FrontPoints& points, const FrontPlane& plane) {
  std::vector<Point> band;
  for (const FrontPoint* point : points)
    band.push_back(plane.at(point->monthly_cost_usd.mean.value, point->accuracy->p95.value));
  for (std::size_t i = points.size(); i-- > 0;)
    band.push_back(plane.at(points[i]->monthly_cost_usd.mean.value, points[i]->accuracy->p5.value));
  svg.polygon(band, "band");
}

void draw_front(Svg& svg, FrontKey& key, const RouteFront& front, const FrontPoints& points,
                const FrontPlane& plane) {
  std::vector<Point> line;
  for (const FrontPoint* point : points)
    line.push_back(plane.at(point->monthly_cost_usd.mean.value, point->mean_accuracy()));
  svg.polyline(line, "curve");
  key.line("curve", "the route, by threshold");
  key.patch("band", "9 draws of 10");
  draw_references(svg, key, points, plane);
  for (const FrontPoint* point : points_shown(front)) {
    if (point->feasible && point->accuracy)
      svg.circle(plane.at(point->monthly_cost_usd.mean.value, point->mean_accuracy()), 4, "mean",
                 point_words(*point));
  }
}

/// The legs alone, what is asked for, and the chosen threshold.
void draw_marks(Svg& svg, FrontKey& key, const RouteFront& front, const FrontPlane& plane) {
  const auto leg = [&](double usd, const std::optional<double>& accuracy, const std::string& name,
                       const char* style) {
    if (!accuracy) return;
    const Point at = plane.at(usd, *accuracy);
    svg.rect({at.x - 5, at.y - 5}, {10, 10}, style,
             fmt::format("{} alone: {} a month, {} right", name, money(usd), percent(*accuracy)));
    key.square(style, name + " alone");
  };
  leg(front.weak_cost_usd, front.weak_accuracy, front.weak, "c2");
  leg(front.strong_cost_usd, front.strong_accuracy, front.strong, "c5");
  const FrontQuestion& question = front.question;
  if (question.accuracy_floor) {
    const double y = plane.up.at(*question.accuracy_floor);
    svg.line({front_left, y}, {front_right, y}, "limit", "at least " + percent(*question.accuracy_floor));
  }
  if (question.monthly_budget_usd) {
    const double x = plane.across.at(*question.monthly_budget_usd);
    svg.line({x, front_top}, {x, front_bottom}, "limit", "at most " + money(*question.monthly_budget_usd));
  }
  if (question.accuracy_floor || question.monthly_budget_usd) key.line("limit", "what is asked for");
  if (!front.chosen) return;
  const FrontPoint& point = front.points[*front.chosen];
  if (!point.feasible || !point.accuracy) return;
  svg.circle(plane.at(point.monthly_cost_usd.mean.value, point.mean_accuracy()), 9, "ring",
             "chosen, " + point_words(point));
  key.dot("ring", 7, "chosen");
}

std::vector<std::vector<std::string>> front_table(const RouteFront& front) {
  std::vector<std::vector<std::string>> rows{
      {"threshold", "to strong", "to pay a month", "P5", "P95", "right", "P5", "P95"}};
  for (const FrontPoint& point : front.points) {
    const Summary& cost = point.monthly_cost_usd;
    rows.push_back({fmt::format("{:.4g}", point.threshold), percent(point.strong_share)});
    std::vector<std::string>& row = rows.back();
    if (!point.feasible) {
      row.insert(row.end(), {"cannot serve", "", ""});
    } else {
      for (const double value : {cost.mean.value, cost.p5.value, cost.p95.value}) row.push_back(money(value));
    }
    if (!point.accuracy) {
      row.insert(row.end(), {"", "", ""});
    } else {
      for (const double value : {point.mean_accuracy(), point.accuracy->p5.value, point.accuracy->p95.value})
        row.push_back(percent(value));
    }
  }
  return rows;
}

}  // namespace

std::optional<Chart> front_chart(const RouteFront& front) {
  const FrontPoints points = drawable(front);
  if (points.size() < 2) return std::nullopt;
  const FrontPlane plane = front_plane(front, points);
  const std::string title = "Right answers for the money, threshold by threshold";
  Svg svg("front", {RowChart::width, front_bottom + 42}, title,
          fmt::format("Accuracy against monthly cost of a route at {} thresholds", points.size()));
  draw_x_axis(svg, plane.across, {front_top, front_bottom}, tick_money, "to pay in the average month");
  draw_y_axis(svg, plane.up, front_left, front_right, tick_share);
  FrontKey key(svg);
  draw_band(svg, points, plane);
  draw_front(svg, key, front, points, plane);
  draw_marks(svg, key, front, plane);
  return Chart{
      .title = title,
      .svg = svg.element(),
      .caption = fmt::format(
          "Up is more right answers, left is less to pay. A score says of each request how much it needs the "
          "strong model; those at the threshold and above go there. The lower the threshold, the more is "
          "sent, "
          "and the further right on the line the route stands. The band holds nine draws of ten of how right "
          "it "
          "is.{} Squares are what one model alone would do.",
          points.front()->perfect_accuracy
              ? " At the same shares, a router that knew in advance who is right would reach the dotted "
                "line, "
                "one that sends by lot the dashed one: the better the scores, the nearer the route is to the "
                "first."
              : ""),
      .table = front_table(front)};
}

}  // namespace llmtco
