#include "stats/quantile_parts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "stats/estimate.h"

namespace llmtco::detail {

Place place_of(double p, std::size_t n) {
  const double place = p * static_cast<double>(n - 1);
  const double rank = std::floor(place);
  return {static_cast<std::size_t>(rank), place - rank};
}

double between(double a, double b, double way) { return a == b ? a : a + way * (b - a); }

std::optional<std::vector<double>> parts_in_proportion(double p, std::span<const std::size_t> below,
                                                       std::span<const std::size_t> within,
                                                       std::size_t points) {
  const auto total = [](std::span<const std::size_t> counts) {
    return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::size_t{0}));
  };
  const double n = static_cast<double>(below.size() * points), rank = p * n;
  const double all_below = total(below), all_within = total(within);
  if (all_within > n / 64) return std::nullopt;
  std::vector<double> parts;
  for (std::size_t r = 0; r < below.size(); ++r) {
    const double first = static_cast<double>(below[r]), last = static_cast<double>(below[r] + within[r]);
    parts.push_back((first + (rank - all_below) / all_within * (last - first)) / static_cast<double>(points));
  }
  return parts;
}

std::array<double, 3> interval_of(double p, std::span<const double> parts) {
  const double h = t_half_width(parts);
  return {p, std::max(p - h, 0.0), std::min(p + h, 1.0)};
}

}  // namespace llmtco::detail
