#include "stats/summary_parts.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "stats/sums.h"

namespace llmtco::detail {

namespace {

/// Of each replicate, from the sums of its blocks.
std::vector<double> by_replicate(std::span<const double> blocks, std::size_t replicates) {
  assert(blocks.size() % replicates == 0);
  const std::size_t count = blocks.size() / replicates;
  std::vector<double> sums;
  for (std::size_t r = 0; r < replicates; ++r) sums.push_back(sum_of_runs(blocks.subspan(r * count, count)));
  return sums;
}

}  // namespace

Estimate mean_of_replicates(std::span<const double> sums, std::size_t points) {
  std::vector<double> means;
  for (double each : sums) means.push_back(each / static_cast<double>(points));
  const double value = mean(means), half_width = t_half_width(means);
  return {value, value - half_width, value + half_width};
}

Estimate sd_of_replicates(std::span<const double> squares, std::size_t points) {
  std::vector<double> deviations;
  for (double each : squares) deviations.push_back(std::sqrt(each / static_cast<double>(points)));
  const double sd = std::sqrt(sum(squares) / static_cast<double>(points * squares.size() - 1));
  const double half_width = t_half_width(deviations);
  return {sd, std::max(0.0, sd - half_width), sd + half_width};
}

Estimate mean_of_blocks(std::span<const double> sums, std::size_t replicates) {
  return mean_of_replicates(by_replicate(sums, replicates), sums.size() / replicates * block_draws);
}

Estimate sd_of_blocks(std::span<const double> squares, std::size_t replicates) {
  return sd_of_replicates(by_replicate(squares, replicates), squares.size() / replicates * block_draws);
}

}  // namespace llmtco::detail
