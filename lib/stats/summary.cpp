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

std::vector<double> replicate_means(std::span<const double> values, std::size_t replicates) {
  assert(values.size() % replicates == 0);
  const std::size_t points = values.size() / replicates;
  std::vector<double> means;
  for (std::size_t r = 0; r < replicates; ++r) means.push_back(mean(values.subspan(r * points, points)));
  return means;
}

Estimate mean_of(const std::vector<double>& means) { return around(mean(means), t_half_width(means)); }

/// Standard deviation about the mean of all; its interval from those of the replicates about the same mean.
Estimate sd_of(std::span<const double> values, double centre, std::size_t replicates) {
  const std::size_t points = values.size() / replicates;
  std::vector<double> squares, deviations;
  for (std::size_t r = 0; r < replicates; ++r) {
    squares.push_back(sum_of_squares(values.subspan(r * points, points), centre));
    deviations.push_back(std::sqrt(squares.back() / static_cast<double>(points)));
  }
  const double sd = std::sqrt(sum(squares) / static_cast<double>(values.size() - 1));
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
    return {same, {0, 0, 0}, same, same, same, same, same};
  }
  constexpr std::array<double, 5> probabilities = {0.05, 0.25, 0.5, 0.75, 0.95};
  const std::vector<Estimate> q = quantile_estimates(series.values(), replicates, probabilities);
  const Estimate average = mean_of(replicate_means(series.values(), replicates));
  return {average, sd_of(series.values(), average.value, replicates), q[0], q[1], q[2], q[3], q[4]};
}

Estimate mean_estimate(const Series& series, std::size_t replicates) {
  if (series.is_constant()) return certain(series.constant());
  const Estimate average = mean_of(replicate_means(series.values(), replicates));
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
