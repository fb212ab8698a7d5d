#include "stats/summary.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "stats/quantiles.h"
#include "stats/student_t.h"
#include "stats/sums.h"

namespace llmtco {

namespace {

Estimate certain(double value) {
  if (std::isnan(value)) throw std::domain_error("a result is not a number in any draw");
  return {value, value, value};
}

Estimate around(double value, double half_width) { return {value, value - half_width, value + half_width}; }

/// Of replicates that are whole blocks from the sums of these, else from the values.
std::vector<double> replicate_means(const Series& series, std::size_t replicates) {
  assert(series.size() % replicates == 0);
  const std::size_t points = series.size() / replicates;
  std::vector<double> means, sums;
  for (std::size_t r = 0; r < replicates; ++r) {
    if (points % block_draws != 0) {
      means.push_back(mean(series.values().subspan(r * points, points)));
      continue;
    }
    sums.clear();
    for (const BlockFacts& block : series.facts().subspan(r * points / block_draws, points / block_draws))
      sums.push_back(block.sum);
    means.push_back(sum_of_runs(sums) / static_cast<double>(points));
  }
  return means;
}

Estimate mean_of(const std::vector<double>& means) { return around(mean(means), t_half_width(means)); }

/// Standard deviation about the mean of all; its interval from those of the replicates about the same mean.
Estimate sd_of(const std::vector<double>& squares, std::size_t draws) {
  const std::size_t points = draws / squares.size();
  std::vector<double> deviations;
  for (double each : squares) deviations.push_back(std::sqrt(each / static_cast<double>(points)));
  const double sd = std::sqrt(sum(squares) / static_cast<double>(draws - 1));
  const double half_width = t_half_width(deviations);
  return {sd, std::max(0.0, sd - half_width), sd + half_width};
}

}  // namespace

double t_half_width(std::span<const double> replicate_results) {
  assert(replicate_results.size() >= 2);
  const double n = static_cast<double>(replicate_results.size());
  const double spread = std::sqrt(sum_of_squares(replicate_results, mean(replicate_results)) / (n - 1));
  if (!std::isfinite(spread)) return std::numeric_limits<double>::infinity();
  return student_t_90(replicate_results.size() - 1) * spread / std::sqrt(n);
}

Summary summarize(const Series& series, std::size_t replicates) {
  if (series.is_constant()) {
    const Estimate same = certain(series.constant());
    return {same, {0, 0, 0}, same, same, same};
  }
  constexpr std::array<double, 3> probabilities = {0.05, 0.5, 0.95};
  const Estimate average = mean_of(replicate_means(series, replicates));
  const SpreadEstimates spread = spread_estimates(series, replicates, average.value, probabilities);
  const std::vector<Estimate>& q = spread.quantiles;
  return {average, sd_of(spread.squares, series.size()), q[0], q[1], q[2]};
}

Estimate mean_estimate(const Series& series, std::size_t replicates) {
  if (series.is_constant()) return certain(series.constant());
  const Estimate average = mean_of(replicate_means(series, replicates));
  if (std::isnan(average.value)) throw std::domain_error("the mean of a series is not a number");
  return average;
}

Estimate proportion(const Series& mask, std::size_t replicates) {
  const double rare = 3.0 / static_cast<double>(mask.size());
  Estimate part = mean_estimate(mask, replicates);
  part.low = std::clamp(part.low, 0.0, 1.0);
  part.high = std::clamp(part.high, 0.0, 1.0);
  if (part.value == 0) part.high = rare;
  if (part.value == 1) part.low = 1 - rare;
  return part;
}

}  // namespace llmtco
