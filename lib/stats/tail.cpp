#include "stats/tail.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <functional>
#include <span>
#include <vector>

#include "stats/quantiles.h"

namespace llmtco {
namespace {

double worst_mean(std::span<const double> values, double share) {
  const double wanted = share * static_cast<double>(values.size());
  const auto whole = static_cast<std::size_t>(wanted);
  std::vector<double> largest(std::min(whole + 1, values.size()));
  std::partial_sort_copy(values.begin(), values.end(), largest.begin(), largest.end(), std::greater<>());
  double sum = 0;
  for (std::size_t i = 0; i < std::min(whole, largest.size()); ++i) sum += largest[i];
  if (whole < largest.size()) sum += (wanted - static_cast<double>(whole)) * largest[whole];
  return sum / wanted;
}

}  // namespace

Estimate exceeded_by_worst(const Series& series, double share, std::size_t replicates) {
  assert(0 < share && share < 1);
  if (series.is_constant()) return {series.constant(), series.constant(), series.constant()};
  return quantile_estimates(series.values(), replicates, std::array{1 - share})[0];
}

LeftOut worst_left_out(std::span<const double> values, std::size_t replicates, double share) {
  assert(replicates >= 2 && values.size() % replicates == 0);
  const std::size_t points = values.size() / replicates;
  LeftOut result{worst_mean(values, share), {}};
  for (std::size_t r = 0; r < replicates; ++r) {
    const auto own = values.begin() + static_cast<std::ptrdiff_t>(r * points);
    std::vector<double> others(values.begin(), own);
    others.insert(others.end(), own + static_cast<std::ptrdiff_t>(points), values.end());
    result.without.push_back(worst_mean(others, share));
  }
  return result;
}

Estimate mean_of_worst(const Series& series, double share, std::size_t replicates) {
  assert(0 < share && share < 1);
  if (series.is_constant()) return {series.constant(), series.constant(), series.constant()};
  const std::span<const double> values = series.values();
  const std::size_t points = values.size() / replicates;
  std::vector<double> of_replicates;
  for (std::size_t r = 0; r < replicates; ++r)
    of_replicates.push_back(worst_mean(values.subspan(r * points, points), share));
  const double value = worst_mean(values, share), half_width = t_half_width(of_replicates);
  return {value, value - half_width, value + half_width};
}

}  // namespace llmtco
