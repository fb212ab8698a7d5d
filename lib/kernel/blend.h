#pragma once

#include <vector>

namespace llmtco::kernel {

/// Time of a step that reads weights once and computes with them for N columns:
///
///     t(N) = (t_mem^p + (N * t_c)^p)^(1/p)
///
/// p is the overlap exponent of a p-norm roofline. p = 1: no overlap, the sum; large p: full overlap, the longer. Worked example: t_mem = 3
/// ms, t_c = 1 ms, N = 4: p = 1 gives 7 ms, p = 2 gives 5 ms, a plain maximum 4 ms.
struct Blend {
  double t_mem = 0;  // any unit of time, for some amount of weights
  double t_c = 0;    // the same, per column
  double p = 1;
};

double blended_time(const Blend& blend, double columns);

/// Ridge point: columns at which computing takes as long as reading, t_mem / t_c.
double knee(const Blend& blend);

struct BlendPoint {
  double columns;
  double time;
};

/// Range searched for p. Outside, curves of 1..512 columns cannot be told from p at its end.
inline constexpr double least_p = 0.5;
inline constexpr double greatest_p = 8;

struct BlendFit {
  Blend blend;
  double rms = 0;  // root mean square of ln(measured / fitted)
};

/// The blend with the least sum of squares of ln(measured / fitted). Requires three points or more at two or
/// more different numbers of columns, all positive.
BlendFit fitted_blend(const std::vector<BlendPoint>& points);

}  // namespace llmtco::kernel
