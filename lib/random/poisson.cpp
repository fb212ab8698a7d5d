#include "random/poisson.h"

#include <algorithm>
#include <cmath>

#include "columns/repeatable.h"
#include "random/special.h"

namespace llmtco {
namespace {

/// Up to here the probabilities are added up one by one.
constexpr double few = 20;
/// From here on a normal distribution with a correction is as good as it needs to be.
constexpr double many = 1e5;

double by_sum(double u, double mean) {
  double k = 0, probability = repeatable::exp(-mean), below = probability;
  const double last = mean + 40 * std::sqrt(mean) + 40;  // beyond, nothing is left that doubles can tell
  while (below < u && k < last) {
    k += 1;
    probability *= mean / k;
    below += probability;
  }
  return k;
}

/// Cornish and Fisher: the normal's quantile, corrected for the skewness of mean^-1/2.
double by_normal(double u, double mean) {
  const double z = repeatable::normal_quantile(u);
  return std::max(0.0, std::floor(mean + z * std::sqrt(mean) + (z * z - 1) / 6 + 0.5));
}

double by_search(double u, double mean) {
  const auto reaches = [&](double k) { return detail::gamma_tails(k + 1, mean).upper >= u; };
  double high = by_normal(u, mean), step = 1;
  while (!reaches(high)) high += step *= 2;
  double low = high;
  step = 1;
  while (low >= 0 && reaches(low)) low -= step *= 2;
  low = std::max(low, -1.0);
  while (high - low > 1) {
    const double middle = std::floor((low + high) / 2);
    (reaches(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

double poisson_quantile(double u, double mean) {
  if (!(mean > 0)) return 0;
  if (mean <= few) return by_sum(u, mean);
  return mean <= many ? by_search(u, mean) : by_normal(u, mean);
}

Column poisson_quantile(const Column& u, const Column& mean) {
  if (u.is_constant() && mean.is_constant()) return poisson_quantile(u.constant(), mean.constant());
  Column counts = Column::uninitialised();
  double* count = counts.values();
  for (std::size_t i = 0; i < block_draws; ++i) count[i] = poisson_quantile(u[i], mean[i]);
  return counts;
}

}  // namespace llmtco
