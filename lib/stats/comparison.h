#pragma once

#include <cstddef>

#include "stats/estimate.h"
#include "stats/series.h"

namespace llmtco {

/// Two results of the same draws, b against a. The draws are shared, so what both depend on cancels and the
/// difference is known far better than either.
struct Comparison {
  Estimate mean_difference;  // of b - a
  /// mean(b) / mean(a) - 1; its interval by the delta method, from (mean_r(b) - ratio mean_r(a)) / mean(a) in
  /// each replicate r. NaN when mean(a) is 0.
  Estimate relative_change;
  Estimate p5, p50, p95;  // of b - a
  Estimate lower;         // part of the draws in which b < a
};

/// Relative change of the means alone.
Estimate relative_change(const Series& b, const Series& a, std::size_t replicates);

/// Throws std::domain_error if a difference is not a number (two infinite results, say).
Comparison compare(const Series& b, const Series& a, std::size_t replicates);

}  // namespace llmtco
