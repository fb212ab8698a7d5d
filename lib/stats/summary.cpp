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

/// Sums of the replicates: of those that are whole blocks from the sums of these, else from the values.
std::vector<double> sums_of(const Series& series, std::size_t replicates) {
  assert(series.size() % replicates == 0);
  const std::size_t points = series.size() / replicates;
  std::vector<double> blocks, sums;
  if (points % block_draws == 0) {
    for (const BlockSummary& block : series.blocks()) blocks.push_back(block.sum);
  }
  for (std::size_t r = 0; r < replicates; ++r) {
    sums.push_back(blocks.empty() ? sum(series.values().subspan(r * points, points))
                                  : sum_of_runs(std::span(blocks).subspan(r * points / block_draws,
                                                                          points / block_draws)));
  }
  return sums;
}

/// Mean of the replicate means with its t-interval.
Estimate mean_of(const Series& series, std::size_t replicates) {
  std::vector<double> means = sums_of(series, replicates);
  const std::size_t points = series.size() / replicates;
  for (double& each : means) each /= static_cast<double>(points);
  const double value = mean(means), half_width = t_half_width(means);
  return {value, value - half_width, value + half_width};
}

/// Standard deviation about the mean of all; its interval from the deviations of the replicates about the
/// same mean.
Estimate sd_of(const Series& series, std::size_t replicates, double centre) {
  const std::size_t points = series.size() / replicates;
  std::vector<double> squares, deviations;
  for (std::size_t r = 0; r < replicates; ++r) {
    squares.push_back(sum_of_squares(series.values().subspan(r * points, points), centre));
    deviations.push_back(std::sqrt(squares.back() / static_cast<double>(points)));
  }
  const double sd = std::sqrt(sum(squares) / static_cast<double>(series.size() - 1));
  const double half_width = t_half_width(deviations);
  return {sd, std::max(0.0, sd - half_width), sd + half_width};
}

Summary summary_of(const Series& series, std::size_t replicates, detail::QuantileHints* hints) {
  if (series.is_constant()) {
    const Estimate same = certain(series.constant());
    return {same, {0, 0, 0}, same, same, same};
  }
  constexpr std::array probabilities = {0.05, 0.5, 0.95};
  const bool missing = std::any_of(series.blocks().begin(), series.blocks().end(),
                                   [](const BlockSummary& block) { return block.missing; });
  if (missing) quantile_estimates(series.values(), replicates, probabilities);  // says where
  const auto q = detail::estimates_of_numbers(series.values(), replicates, probabilities, hints);
  const Estimate average = mean_of(series, replicates);
  return {average, sd_of(series, replicates, average.value), q[0], q[1], q[2]};
}

}  // namespace

double t_half_width(std::span<const double> replicate_results) {
  assert(!replicate_results.empty());
  if (replicate_results.size() == 1) return 0;
  const double n = static_cast<double>(replicate_results.size());
  const double spread = std::sqrt(sum_of_squares(replicate_results, mean(replicate_results)) / (n - 1));
  if (!std::isfinite(spread)) return std::numeric_limits<double>::infinity();
  return student_t_90(replicate_results.size() - 1) * spread / std::sqrt(n);
}

Summary summarize(const Ratio& ratio, std::size_t replicates, detail::QuantileHints* hints) {
  if (ratio.under == nullptr) return summary_of(*ratio.over, replicates, hints);
  return summary_of(quotient(*ratio.over, *ratio.under), replicates, hints);
}

Summary summarize(const Series& series, std::size_t replicates) {
  return summarize(Ratio{&series}, replicates);
}

Estimate mean_estimate(const Series& series, std::size_t replicates) {
  if (series.is_constant()) return certain(series.constant());
  const Estimate average = mean_of(series, replicates);
  if (std::isnan(average.value)) throw std::domain_error("the mean of a series is not a number");
  return average;
}

Estimate proportion(const Series& mask, std::size_t replicates) {
  return proportion(mean_estimate(mask, replicates), mask.size());
}

Estimate proportion(Estimate part, std::size_t draws) {
  const double rare = 3.0 / static_cast<double>(draws);
  part.low = std::clamp(part.low, 0.0, 1.0);
  part.high = std::clamp(part.high, 0.0, 1.0);
  if (part.value == 0) part.high = rare;
  if (part.value == 1) part.low = 1 - rare;
  return part;
}

}  // namespace llmtco
