#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "report/svg.h"

namespace llmtco {

/// Values as places of a drawing, from `begin` at the value `low` to `end` at `high`, both round numbers.
struct Axis {
  double low = 0, high = 1;
  double begin = 0, end = 1;
  bool by_factors = false;  ///< the same step for the same factor; `low` is above 0 then
  std::vector<double> ticks{};

  /// Beyond an end it is at it.
  double at(double value) const;
};

using Label = std::function<std::string(double)>;

/// An axis over all values, with about `steps` ticks at multiples of 1, 2 or 5 times a power of ten.
///
///     0 to 47k in 5 steps: ticks at 0, 10k, 20k, 30k, 40k, 50k
Axis axis_over(double low, double high, Point ends, int steps = 5);

/// The same by factors, with ticks at 1, 2 and 5 (where many, 1 alone) times powers of ten. Requires low above 0.
Axis axis_by_factors(double low, double high, Point ends);

/// From the top to the bottom of what an axis belongs to.
struct Upright {
  double top, bottom;
};

/// The ticks of an axis along the bottom: upright lines, labels below them, and below those what it counts. Labels of
/// ticks have the class `tick`: they are of the scale, not of the result.
void draw_x_axis(Svg& svg, const Axis& axis, Upright lines, const Label& label, std::string_view counts);
/// Of one along the left: lines to the right up to `right`, labels left of `left`.
void draw_y_axis(Svg& svg, const Axis& axis, double left, double right, const Label& label);

}  // namespace llmtco
