#pragma once

#include <optional>
#include <string>
#include <vector>

#include "columns/column.h"
#include "random/correlation_matrix.h"

namespace llmtco {

/// Spearman's rank correlation asked for between two named variables, in [-1, 1].
struct RankCorrelation {
  std::string a, b;
  double spearman;
};

/// What is wrong with a list of correlations ("'tokens' is
/// correlated with itself"); nothing when all is well.
std::optional<std::string> complaint(const std::vector<RankCorrelation>& correlations);

/// Gaussian copula: joint uniforms with given rank correlations and unchanged marginals.
///
///     z_i = normal_quantile(u_i) independent,   w = L z,   L L^T = R,   r_ij = 2 sin(pi rho_ij / 6)
///
/// and the variable takes its quantile at normal_cdf(w_i). Pairs not named have rho = 0. The order of the
/// pairs does not matter: variables are taken in the byte order of their names.
class Copula {
 public:
  /// Requires that complaint(correlations) is empty. Correlations that no joint distribution can have (a with
  /// b and a with c at 0.9, b with c at -0.9, say) are moved to the nearest possible ones: see moved().
  explicit Copula(const std::vector<RankCorrelation>& correlations);

  /// The correlated variables in byte order.
  const std::vector<std::string>& names() const { return names_; }

  /// w of names()[i] from the independent standard normals of names()[0 ... i].
  Column correlated(std::size_t i, const std::vector<Column>& z) const;

  /// The Spearman correlation in effect between names()[i] and names()[j].
  double spearman(std::size_t i, std::size_t j) const;

  /// The pair that was moved farthest, with what was asked; absent
  /// when every pair has what was asked (to 1e-9).
  struct Moved {
    std::string a, b;
    double asked, given;
  };
  const std::optional<Moved>& moved() const { return moved_; }

 private:
  std::vector<std::string> names_;
  detail::Matrix correlation_{0};
  detail::Matrix factor_{0};
  std::optional<Moved> moved_;
};

}  // namespace llmtco
