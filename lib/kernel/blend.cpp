#include "kernel/blend.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace llmtco::kernel {
namespace {

double squares(const Blend& blend, const std::vector<BlendPoint>& points) {
  double sum = 0;
  for (const BlendPoint& point : points) {
    const double error = std::log(point.time / blended_time(blend, point.columns));
    sum += error * error;
  }
  return sum;
}

/// Gauss-Newton in (ln t_mem, ln t_c) for a given p. d ln t / d ln t_mem = (t_mem / t)^p, and the two
/// derivatives sum to 1.
Blend fitted_for(double p, Blend blend, const std::vector<BlendPoint>& points) {
  blend.p = p;
  for (int step = 0; step < 12; ++step) {
    double aa = 1e-9, ab = 0, bb = 1e-9, ga = 0,
           gb = 0;  // the small numbers keep a curve with one part missing solvable
    for (const BlendPoint& point : points) {
      const double t = blended_time(blend, point.columns);
      const double a = std::pow(blend.t_mem / t, p);
      const double b = 1 - a;
      const double error = std::log(point.time / t);
      aa += a * a;
      ab += a * b;
      bb += b * b;
      ga += a * error;
      gb += b * error;
    }
    const double determinant = aa * bb - ab * ab;
    const double da = std::clamp((bb * ga - ab * gb) / determinant, -1.0, 1.0);
    const double db = std::clamp((aa * gb - ab * ga) / determinant, -1.0, 1.0);
    blend.t_mem *= std::exp(da);
    blend.t_c *= std::exp(db);
    if (std::fabs(da) + std::fabs(db) < 1e-10) break;
  }
  return blend;
}

Blend first_guess(const std::vector<BlendPoint>& points) {
  const auto fewer = [](const BlendPoint& a, const BlendPoint& b) { return a.columns < b.columns; };
  const BlendPoint least = *std::min_element(points.begin(), points.end(), fewer);
  const BlendPoint most = *std::max_element(points.begin(), points.end(), fewer);
  return {.t_mem = least.time, .t_c = most.time / most.columns, .p = 1};
}

}  // namespace

double blended_time(const Blend& b, double columns) {
  const double compute = columns * b.t_c;
  const double longer = std::max(b.t_mem, compute);
  const double shorter = std::min(b.t_mem, compute);
  return longer * std::pow(1 + std::pow(shorter / longer, b.p), 1 / b.p);
}

double knee(const Blend& b) { return b.t_mem / b.t_c; }

BlendFit fitted_blend(const std::vector<BlendPoint>& points) {
  assert(points.size() >= 3);
  assert(std::all_of(points.begin(), points.end(),
                     [](const BlendPoint& x) { return x.columns > 0 && x.time > 0; }));
  const Blend start = first_guess(points);
  const auto at = [&](double log_p) { return fitted_for(std::exp(log_p), start, points); };
  // Golden-section search in ln p after a coarse grid, as the sum of squares may have a second valley near an
  // end.
  const double low = std::log(least_p);
  const double step = (std::log(greatest_p) - low) / 12;
  double best = low;
  for (int i = 0; i <= 12; ++i) {
    if (squares(at(low + i * step), points) < squares(at(best), points)) best = low + i * step;
  }
  double a = std::max(low, best - step);
  double b = std::min(std::log(greatest_p), best + step);
  const double golden = (std::sqrt(5.0) - 1) / 2;
  for (int i = 0; i < 18; ++i) {
    const double left = b - golden * (b - a);
    const double right = a + golden * (b - a);
    if (squares(at(left), points) < squares(at(right), points)) {
      b = right;
    } else {
      a = left;
    }
  }
  const Blend blend = at((a + b) / 2);
  return {blend, std::sqrt(squares(blend, points) / static_cast<double>(points.size()))};
}

}  // namespace llmtco::kernel
