#include "stats/summary.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>
#include <vector>

#include "stats/quantiles.h"
#include "stats/student_t.h"
#include "stats/summary_parts.h"
#include "stats/summary_pass.h"
#include "stats/sums.h"

namespace llmtco {

namespace {

Estimate certain(double value) {
  if (std::isnan(value)) throw std::domain_error("a result is not a number in any draw");
  return {value, value, value};
}

/// Of replicates that are whole blocks from the sums of these, else from the values.
Estimate mean_of(const Series& series, std::size_t replicates) {
  assert(series.size() % replicates == 0);
  const std::size_t points = series.size() / replicates;
  std::vector<double> sums;
  if (points % block_draws == 0) {
    for (const BlockFacts& block : series.facts()) sums.push_back(block.sum);
    return detail::mean_of_blocks(sums, replicates);
  }
  for (std::size_t r = 0; r < replicates; ++r)
    sums.push_back(sum(series.values().subspan(r * points, points)));
  return detail::mean_of_replicates(sums, points);
}

Summary summary_of_constant(double value) {
  const Estimate same = certain(value);
  return {same, {0, 0, 0}, same, same, same};
}

/// All at once: for short series, and for replicates that end within a block.
Summary summary_of_short(const Series& series, std::size_t replicates) {
  const std::size_t points = series.size() / replicates;
  const std::vector<Estimate> q =
      quantile_estimates(series.values(), replicates, detail::summary_probabilities);
  const Estimate average = mean_of(series, replicates);
  std::vector<double> squares;
  for (std::size_t r = 0; r < replicates; ++r) {
    squares.push_back(sum_of_squares(series.values().subspan(r * points, points), average.value));
  }
  return {average, detail::sd_of_replicates(squares, points), q[0], q[1], q[2]};
}

/// Draws from which on a result is summed up block by block, and a ratio never stored.
constexpr std::size_t long_series = std::size_t{1} << 16;

/// Whether nothing but one number comes of it.
std::optional<double> constant_of(const Ratio& ratio) {
  if (ratio.under == nullptr)
    return ratio.over->is_constant() ? std::optional(ratio.over->constant()) : std::nullopt;
  if (!ratio.over->is_constant()) return std::nullopt;
  const bool one_number = ratio.under->is_constant() || (is_zero(*ratio.over) && all_positive(*ratio.under));
  return one_number ? std::optional(quotient(*ratio.over, *ratio.under).constant()) : std::nullopt;
}

}  // namespace

double t_half_width(std::span<const double> replicate_results) {
  assert(replicate_results.size() >= 2);
  const double n = static_cast<double>(replicate_results.size());
  const double spread = std::sqrt(sum_of_squares(replicate_results, mean(replicate_results)) / (n - 1));
  if (!std::isfinite(spread)) return std::numeric_limits<double>::infinity();
  return student_t_90(replicate_results.size() - 1) * spread / std::sqrt(n);
}

Summary summarize(const Ratio& ratio, std::size_t replicates) {
  const auto& [over, under] = ratio;
  if (const auto constant = constant_of(ratio)) return summary_of_constant(*constant);
  if (over->size() <= long_series || over->size() / replicates % block_draws != 0) {
    return under == nullptr ? summary_of_short(*over, replicates)
                            : summary_of_short(quotient(*over, *under), replicates);
  }
  const std::size_t blocks = over->size() / block_draws;
  detail::SummaryPass pass(ratio, replicates);
  for (std::size_t block = 0; block < blocks; ++block) pass.learn(block);
  pass.begin();
  for (std::size_t block = 0; block < blocks; ++block) pass.take(block);
  return pass.end();
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
  const double rare = 3.0 / static_cast<double>(mask.size());
  Estimate part = mean_estimate(mask, replicates);
  part.low = std::clamp(part.low, 0.0, 1.0);
  part.high = std::clamp(part.high, 0.0, 1.0);
  if (part.value == 0) part.high = rare;
  if (part.value == 1) part.low = 1 - rare;
  return part;
}

}  // namespace llmtco
