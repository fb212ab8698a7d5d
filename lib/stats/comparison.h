#pragma once

#include <cstddef>

#include "stats/estimate.h"
#include "stats/series.h"

namespace llmtco {

/// mean(b) / mean(a) - 1 of two results of the same draws. What both depend on cancels, so the change is known
/// far better than either; its interval by the delta method, from (mean_r(b) - ratio mean_r(a)) / mean(a) in
/// each replicate r. NaN when mean(a) is 0.
Estimate relative_change(const Series& b, const Series& a, std::size_t replicates);

/// Parts of the draws in which a series is below 0 and above it, each with the interval of a proportion
/// (stats/summary.h). Of a difference a - b they are those in which a is less than b, and more.
struct SignShares {
  Estimate below, above;
};
SignShares sign_shares(const Series& difference, std::size_t replicates);

}  // namespace llmtco
