#include "stats/left_out.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "stats/quantiles.h"
#include "stats/sums.h"

namespace llmtco {

LeftOut mean_left_out(std::span<const double> values, std::size_t replicates) {
  assert(replicates >= 2 && values.size() % replicates == 0);
  const std::size_t points = values.size() / replicates;
  std::vector<double> means;
  for (std::size_t r = 0; r < replicates; ++r) means.push_back(mean(values.subspan(r * points, points)));
  LeftOut result{mean(means), {}};
  for (std::size_t r = 0; r < replicates; ++r) {
    std::vector<double> others = means;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(r));
    result.without.push_back(mean(others));
  }
  return result;
}

LeftOut quantile_left_out(std::span<const double> values, std::size_t replicates, double p) {
  assert(replicates >= 2 && values.size() % replicates == 0);
  const std::array at{p};
  const std::size_t points = values.size() / replicates;
  LeftOut result{quantiles(values, at).front(), {}};
  // Of all but the first, then one replicate after the other takes the place of the next.
  std::vector<double> others(values.begin() + static_cast<std::ptrdiff_t>(points), values.end());
  for (std::size_t r = 0; r < replicates; ++r) {
    result.without.push_back(quantiles(others, at).front());
    if (r + 1 == replicates) break;
    const auto kept = values.subspan(r * points, points);
    std::copy(kept.begin(), kept.end(), others.begin() + static_cast<std::ptrdiff_t>(r * points));
  }
  return result;
}

double standard_error(const LeftOut& number) {
  constexpr double rounding = 1e-12;  // of sums of many thousand doubles that agree
  const double replicates = static_cast<double>(number.without.size());
  std::vector<double> parts;
  double largest = std::abs(number.all);
  for (const double each : number.without) {
    parts.push_back(replicates * number.all - (replicates - 1) * each);
    largest = std::max(largest, std::abs(each));
  }
  const double spread = std::sqrt(sum_of_squares(parts, mean(parts)) / (replicates - 1));
  return spread <= rounding * largest ? 0 : spread / std::sqrt(replicates);
}

}  // namespace llmtco
