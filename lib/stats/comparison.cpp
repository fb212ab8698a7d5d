#include "stats/comparison.h"

#include <array>
#include <cassert>
#include <limits>
#include <vector>

#include "stats/quantiles.h"
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

Series is_negative(const Series& d) {
  const std::size_t blocks = d.size() / block_draws;
  if (d.is_constant()) return Series(blocks, d.constant() < 0 ? 1.0 : 0.0);
  Series mask(blocks);
  Column column = Column::uninitialised();
  for (std::size_t block = 0; block < blocks; ++block) {
    for (std::size_t i = 0; i < block_draws; ++i) column.values()[i] = d[block * block_draws + i] < 0 ? 1 : 0;
    mask.set(block, column);
  }
  mask.finish();
  return mask;
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

Comparison compare(const Series& b, const Series& a, std::size_t replicates) {
  assert(a.size() == b.size());
  const Series d = difference(b, a);
  const Summary summary = summarize(d, replicates);
  return {summary.mean, relative_change(b, a, replicates),     summary.p5, summary.p50,
          summary.p95,  proportion(is_negative(d), replicates)};
}

}  // namespace llmtco
