#pragma once
#include <cstddef>
#include <span>

#include "stats/estimate.h"
#include "stats/left_out.h"
#include "stats/series.h"

namespace llmtco {

/// Tails of figures are of one draw in a hundred.
inline constexpr double worst_share = 0.01;

/// The value that a share of the draws is above, as 1 % of them: the quantile at 1 - share (stats/quantiles.h), with its
/// 90 % interval.
Estimate exceeded_by_worst(const Series& series, double share, std::size_t replicates);

/// Mean of the worst, largest, share of the draws: expected shortfall.
///
///     of n draws the k = share x n largest count, the last of them in part where k is not whole
///
/// Example: of 1 to 200 the worst 1 % are 199 and 200, mean 199.5; of 1 to 150 the worst 1 % are 150 and half of 149, mean
/// (150 + 149 / 2) / 1.5 = 149.667.
///
/// The interval is a t-interval of what the replicates have: their own tails are shorter, so that it is about the width
/// that is needed and no bound. Rockafellar and Uryasev, "Optimization of conditional value-at-risk", J. of Risk 2, 2000.
Estimate mean_of_worst(const Series& series, double share, std::size_t replicates);

/// The same of all draws, and of all but each replicate in turn.
LeftOut worst_left_out(std::span<const double> values, std::size_t replicates, double share);

}  // namespace llmtco
