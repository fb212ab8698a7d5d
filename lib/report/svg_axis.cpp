#include "report/svg_axis.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "text/plane.h"

namespace llmtco {
namespace {

constexpr double label_drop = 16;  // from the line of an axis to the foot of its labels

}  // namespace

double Axis::at(double value) const {
  assert(high > low);
  const double share =
      by_factors ? std::log(std::max(value, low) / low) / std::log(high / low) : (value - low) / (high - low);
  return begin + std::clamp(share, 0.0, 1.0) * (end - begin);
}

Axis axis_over(double low, double high, Point ends, int steps) {
  constexpr double rounding = 1e-9;
  const double apart =
      rounding * std::max(std::abs(low), std::abs(high));  // nearer values differ by rounding alone
  if (!(high - low > apart)) high = low + std::max(1.0, std::abs(low));
  PlaneAxis scale = plane_axis(low, high, steps);
  return {
      .low = scale.low, .high = scale.high, .begin = ends.x, .end = ends.y, .ticks = std::move(scale.ticks)};
}

Axis axis_by_factors(double low, double high, Point ends) {
  assert(low > 0);
  constexpr double most_decades = 3;
  const double first = std::floor(std::log10(low)), last = std::ceil(std::log10(high * (1 + 1e-9)));
  Axis axis{.low = std::pow(10, first),
            .high = std::pow(10, std::max(last, first + 1)),
            .begin = ends.x,
            .end = ends.y,
            .by_factors = true};
  for (double power = first; power <= last; ++power) {
    for (const double times : {1.0, 2.0, 5.0}) {
      const double tick = times * std::pow(10, power);
      if ((times > 1 && last - first > most_decades) || tick > axis.high * (1 + 1e-9)) continue;
      axis.ticks.push_back(tick);
    }
  }
  return axis;
}

void draw_x_axis(Svg& svg, const Axis& axis, Upright lines, const Label& label, std::string_view counts) {
  for (const double tick : axis.ticks) {
    const double x = axis.at(tick);
    svg.line({x, lines.top}, {x, lines.bottom}, tick == 0 ? "zero" : "grid");
    svg.text({x, lines.bottom + label_drop}, label(tick), "mid dim tick");
  }
  svg.text({(axis.begin + axis.end) / 2, lines.bottom + 2 * label_drop + 2}, counts, "mid dim");
}

void draw_y_axis(Svg& svg, const Axis& axis, double left, double right, const Label& label) {
  for (const double tick : axis.ticks) {
    const double y = axis.at(tick);
    svg.line({left, y}, {right, y}, tick == 0 ? "zero" : "grid");
    svg.text({left - 6, y + 4}, label(tick), "end dim tick");
  }
}

}  // namespace llmtco
