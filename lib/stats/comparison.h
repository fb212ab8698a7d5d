#pragma once

#include <cstddef>

#include "stats/estimate.h"
#include "stats/series.h"

namespace llmtco {

/// mean(b) / mean(a) - 1 of two results of the same draws. What both depend on cancels, so the change is known
/// far better than either; its interval by the delta method, from (mean_r(b) - ratio mean_r(a)) / mean(a) in
/// each replicate r. NaN when mean(a) is 0.
Estimate relative_change(const Series& b, const Series& a, std::size_t replicates);

}  // namespace llmtco
