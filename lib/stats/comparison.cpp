#include "stats/comparison.h"

#include <limits>
#include <vector>

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

}  // namespace

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
