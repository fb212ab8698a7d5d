#pragma once

#include <vector>

#include "kernel/bench.h"

namespace llmtco::kernel::detail {

/// Samples of one point, seconds per weight.
struct PerWeight {
  double columns;
  std::vector<double> seconds;
};

/// Fit of medians with 95 % intervals from `resamples` bootstrap curves. Requires three points or more.
BenchFit curve_fit(Format format, int threads, const std::vector<PerWeight>& points, std::uint64_t seed,
                   int resamples);

/// Ratio of two medians, a / b, with the 95 % interval of independent resamples.
Interval95 ratio(const std::vector<double>& a, const std::vector<double>& b, std::uint64_t seed);

}  // namespace llmtco::kernel::detail
