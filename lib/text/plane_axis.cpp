#include <algorithm>
#include <cassert>
#include <cmath>

#include "text/plane.h"

namespace llmtco {
namespace {

constexpr double hair = 1e-9;  ///< of a step: rounding does not move an end by a whole one

/// The place of a value among 1, 2, 5, 10, 20, ...: round number i is {1, 2, 5}[i mod 3] x 10^(i div 3).
double round_number(int i) {
  constexpr double times[] = {1, 2, 5};
  const int power = i >= 0 ? i / 3 : -((2 - i) / 3);
  return times[i - 3 * power] * std::pow(10, power);
}

}  // namespace

double round_step(double least) {
  assert(least > 0);
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double times : {1.0, 2.0, 5.0}) {
    if (times * power >= least * (1 - hair)) return times * power;
  }
  return 10 * power;
}

double PlaneAxis::share(double value) const {
  return by_factors ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
}

PlaneAxis plane_axis(double low, double high, int steps) {
  if (!(high > low + 1e-12 * std::abs(low))) high = low + (low == 0 ? 1 : std::abs(low));
  const double step = round_step((high - low) / steps);
  const double first = std::floor(low / step + hair), last = std::ceil(high / step - hair);
  PlaneAxis axis{.low = first * step, .high = last * step};
  for (double i = first; i <= last; ++i) axis.ticks.push_back(i * step);
  return axis;
}

PlaneAxis plane_axis_by_factors(double low, double high) {
  assert(low > 0);
  int first = 3 * static_cast<int>(std::floor(std::log10(low))) - 1;
  while (round_number(first + 1) <= low * (1 + hair)) ++first;
  int last = first + 1;
  while (round_number(last) < high * (1 - hair)) ++last;
  constexpr int many = 9;  // three powers of ten
  PlaneAxis axis{.low = round_number(first), .high = round_number(last), .by_factors = true};
  for (int i = first; i <= last; ++i) {
    if (last - first <= many || i % 3 == 0) axis.ticks.push_back(round_number(i));
  }
  return axis;
}

}  // namespace llmtco
