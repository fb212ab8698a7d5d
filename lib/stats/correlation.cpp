#include "stats/correlation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "stats/sums.h"

namespace llmtco {

double pearson(std::span<const double> a, std::span<const double> b) {
  assert(a.size() == b.size() && !a.empty());
  const double mean_a = mean(a), mean_b = mean(b);
  const double spread = std::sqrt(sum_of_squares(a, mean_a)) * std::sqrt(sum_of_squares(b, mean_b));
  if (spread == 0) return 0;
  return std::clamp(sum_of_products(a, mean_a, b, mean_b) / spread, -1.0, 1.0);
}

std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  std::vector<double> rank(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    for (std::size_t k = begin; k < end; ++k) rank[order[k]] = 0.5 * static_cast<double>(begin + end - 1);
    begin = end;
  }
  return rank;
}

double spearman(std::span<const double> a, std::span<const double> b) { return pearson(ranks(a), ranks(b)); }

}  // namespace llmtco
