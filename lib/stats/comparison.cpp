#include "stats/comparison.h"

#include <cstdint>
#include <limits>
#include <vector>

#include "stats/summary.h"
#include "stats/sums.h"

namespace llmtco {

namespace {

/// Mean of each replicate.
std::vector<double> means_of(const Series& series, std::size_t replicates) {
  if (series.is_constant()) return std::vector<double>(replicates, series.constant());
  const std::size_t points = series.size() / replicates;
  std::vector<double> means;
  for (std::size_t r = 0; r < replicates; ++r)
    means.push_back(mean(series.values().subspan(r * points, points)));
  return means;
}

/// How many of some values are below 0, and above.
struct Signs {
  std::size_t below = 0, above = 0;
};

Signs signs_of(std::span<const double> values) {
  constexpr std::size_t run = 128;  // known to the compiler, which then compares several at a time
  Signs signs;
  std::size_t i = 0;
  for (; i + run <= values.size(); i += run) {
    std::int64_t below = 0, above = 0;
    for (std::size_t k = 0; k < run; ++k) {
      below += values[i + k] < 0 ? 1 : 0;
      above += values[i + k] > 0 ? 1 : 0;
    }
    signs.below += static_cast<std::size_t>(below);
    signs.above += static_cast<std::size_t>(above);
  }
  for (; i < values.size(); ++i) {
    signs.below += values[i] < 0 ? 1 : 0;
    signs.above += values[i] > 0 ? 1 : 0;
  }
  return signs;
}

/// Of the shares of the replicates.
Estimate share_of(const std::vector<double>& shares, std::size_t draws) {
  const double value = mean(shares), half_width = t_half_width(shares);
  return proportion(Estimate{value, value - half_width, value + half_width}, draws);
}

}  // namespace

SignShares sign_shares(const Series& difference, std::size_t replicates) {
  std::vector<double> below, above;
  if (difference.is_constant()) {
    below.push_back(difference.constant() < 0 ? 1 : 0);
    above.push_back(difference.constant() > 0 ? 1 : 0);
  } else {
    const std::size_t points = difference.size() / replicates;
    for (std::size_t r = 0; r < replicates; ++r) {
      const Signs signs = signs_of(difference.values().subspan(r * points, points));
      below.push_back(static_cast<double>(signs.below) / static_cast<double>(points));
      above.push_back(static_cast<double>(signs.above) / static_cast<double>(points));
    }
  }
  return {share_of(below, difference.size()), share_of(above, difference.size())};
}

Estimate relative_change(const Series& b, const Series& a, std::size_t replicates) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> of_b = means_of(b, replicates), of_a = means_of(a, replicates);
  const double mean_a = mean(of_a);
  if (mean_a == 0) return {none, none, none};
  const double ratio = mean(of_b) / mean_a;
  std::vector<double> influence;
  for (std::size_t r = 0; r < replicates; ++r) influence.push_back((of_b[r] - ratio * of_a[r]) / mean_a);
  const double half_width = t_half_width(influence);
  return {ratio - 1, ratio - 1 - half_width, ratio - 1 + half_width};
}

}  // namespace llmtco
