#include "random/copula.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>

#include "columns/column_math.h"

namespace llmtco {

namespace {

constexpr double pi_6 = 0.52359877559829887308;

/// sin x for |x| <= pi/6 by its series; the first term left out is 5e-20.
double sine(double x) {
  const double z = x * x;
  double sum = 0;
  for (int k = 15; k >= 3; k -= 2) sum = (1 + sum) * (-z / (k * (k - 1)));
  return x * (1 + sum);
}

double pearson_of(double spearman) { return std::fabs(spearman) == 1 ? spearman : 2 * sine(pi_6 * spearman); }

/// 6/pi arcsin(r/2): Newton's method on the sine, cos = sqrt(1 - sin^2).
double spearman_of(double pearson) {
  double x = pearson / 2;
  for (int i = 0; i < 6; ++i) {
    const double s = sine(x);
    x -= (s - pearson / 2) / std::sqrt(1 - s * s);
  }
  return std::clamp(x / pi_6, -1.0, 1.0);
}

}  // namespace

std::optional<std::string> complaint(const std::vector<RankCorrelation>& correlations) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const RankCorrelation& c : correlations) {
    if (c.a == c.b) return fmt::format("'{}' is correlated with itself", c.a);
    if (!(c.spearman >= -1 && c.spearman <= 1)) {
      return fmt::format("the rank correlation of '{}' and '{}' must be between -1 and 1, is {}", c.a, c.b,
                         c.spearman);
    }
    if (!seen.insert(std::minmax(c.a, c.b)).second) {
      return fmt::format("the correlation of '{}' and '{}' is given twice", c.a, c.b);
    }
  }
  return std::nullopt;
}

Copula::Copula(const std::vector<RankCorrelation>& correlations) {
  assert(!complaint(correlations));
  std::set<std::string> names;
  for (const RankCorrelation& c : correlations) names.insert({c.a, c.b});
  names_.assign(names.begin(), names.end());
  const auto index = [this](const std::string& name) {
    return static_cast<std::size_t>(std::lower_bound(names_.begin(), names_.end(), name) - names_.begin());
  };
  detail::Matrix asked(names_.size());
  for (std::size_t i = 0; i < names_.size(); ++i) asked(i, i) = 1;
  for (const RankCorrelation& c : correlations) {
    asked(index(c.a), index(c.b)) = asked(index(c.b), index(c.a)) = pearson_of(c.spearman);
  }
  correlation_ = detail::nearest_correlation(asked);
  factor_ = detail::cholesky(correlation_);
  double farthest = 1e-9;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double change = std::fabs(spearman_of(correlation_(i, j)) - spearman_of(asked(i, j)));
      if (!(change > farthest)) continue;
      farthest = change;
      moved_ = Moved{names_[j], names_[i], spearman_of(asked(i, j)), spearman_of(correlation_(i, j))};
    }
  }
}

double Copula::spearman(std::size_t i, std::size_t j) const {
  return i == j ? 1 : spearman_of(correlation_(i, j));
}

Column Copula::correlated(std::size_t i, const std::vector<Column>& z) const {
  assert(i < names_.size() && z.size() > i);
  Column sum = factor_(i, 0) * z[0];
  for (std::size_t k = 1; k <= i; ++k) {
    if (factor_(i, k) != 0) sum = fma(z[k], factor_(i, k), sum);
  }
  return sum;
}

}  // namespace llmtco
