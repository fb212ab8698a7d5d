#pragma once

#include <array>
#include <span>

#include "columns/block.h"
#include "stats/estimate.h"

/// What all ways of summing up a series share.
namespace llmtco::detail {

inline constexpr std::array<double, 3> summary_probabilities = {0.05, 0.5, 0.95};

/// Mean of the replicate means with its t-interval, from the sums of blocks; a replicate is whole blocks.
Estimate mean_of_blocks(std::span<const double> sums, std::size_t replicates);
/// The same from those of the replicates, each of `points` draws.
Estimate mean_of_replicates(std::span<const double> sums, std::size_t points);

/// Standard deviation about the mean of all, from the sums of squared distances in blocks, or in replicates
/// of `points` draws; its interval from the deviations of the replicates about the same mean.
Estimate sd_of_blocks(std::span<const double> squares, std::size_t replicates);
Estimate sd_of_replicates(std::span<const double> squares, std::size_t points);

}  // namespace llmtco::detail
