#include "stats/left_out.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "columns/normal.h"
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

namespace {

/// How far to either side of p the slope of the quantile function is taken, for n draws (Hall and Sheather, Journal of the
/// Royal Statistical Society B 50(3), 1988, for intervals of 90 %):
///     h = n^(-1/3) z95^(2/3) (1.5 phi(z)^2 / (2 z^2 + 1))^(1/3),   z the normal quantile at p
/// 0.015 for p = 0.95 and 2,048 draws. No further than half of the way to an end.
double bandwidth(double p, std::size_t n) {
  const double far = std::max(p, 1 - p);
  const double z = far == 0.5 ? 0 : far == 0.95 ? z95 : std::sqrt(-2 * std::log(1 - far));
  constexpr double inverse_root_of_two_pi = 0.3989422804014327;
  const double density = inverse_root_of_two_pi * std::exp(-z * z / 2);
  const double h = std::cbrt(z95 * z95 * 1.5 * density * density / (2 * z * z + 1) / static_cast<double>(n));
  return std::min(h, (1 - far) / 2);
}

}  // namespace

LeftOut quantile_left_out(std::span<const double> values, std::size_t replicates, double p) {
  assert(replicates >= 2 && values.size() % replicates == 0 && 0 < p && p < 1);
  const double h = bandwidth(p, values.size());
  const std::array at{p - h, p, p + h};
  const std::vector<double> found = quantiles(values, at);
  const double quantile = found[1], slope = (found[2] - found[0]) / (2 * h);
  const std::size_t points = values.size() / replicates;
  std::vector<double> parts;  // of each replicate up to the quantile
  for (std::size_t r = 0; r < replicates; ++r) {
    const auto own = values.subspan(r * points, points);
    const auto count = std::count_if(own.begin(), own.end(), [&](double x) { return x <= quantile; });
    parts.push_back(static_cast<double>(count) / static_cast<double>(points));
  }
  const double all = mean(parts), others = static_cast<double>(replicates - 1);
  LeftOut result{quantile, {}};
  for (const double part : parts) result.without.push_back(quantile + slope * (part - all) / others);
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
