#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace llmtco {

struct Distribution;

/// The ways a number can be uncertain. Quantile (random/quantile.h)
/// draws from one; complaint() says what is wrong with its parameters.
namespace distributions {

/// The same in every draw.
struct Constant {
  double value;
};
struct Normal {
  double mean, sd;
};
/// exp(Normal(log median, sigma)).
struct Lognormal {
  double median, sigma;
};
struct Uniform {
  double low, high;
};
struct Triangular {
  double low, mode, high;
};
/// Beta with alpha = 1 + 4 (mode - low) / (high - low) and beta = 1 + 4 (high - mode) / (high - low), scaled
/// to [low, high]: mean (low + 4 mode + high) / 6.
struct Pert {
  double low, mode, high;
};
/// Beta(alpha, beta) on [low, high].
struct Beta {
  double alpha, beta;
  double low = 0, high = 1;
};
/// Density x^(shape-1) exp(-x/scale), mean shape * scale.
struct Gamma {
  double shape, scale;
};
/// values[i] with probabilities[i]; the probabilities sum to 1.
struct Discrete {
  std::vector<double> values, probabilities;
};
/// A measured sample in ascending order, straight lines between its values: u = i / (n - 1) gives values[i].
struct Empirical {
  std::vector<double> values;
};
/// parts[i] with probability weights[i]; the weights sum to 1.
struct Mixture {
  std::vector<double> weights;
  std::vector<Distribution> parts;
};
/// `part` on condition that it falls in [low, high]; either may be infinite.
struct Truncated {
  std::shared_ptr<const Distribution> part;
  double low, high;
};

}  // namespace distributions

struct Distribution {
  using Kind = std::variant<distributions::Constant, distributions::Normal, distributions::Lognormal,
                            distributions::Uniform, distributions::Triangular, distributions::Pert,
                            distributions::Beta, distributions::Gamma, distributions::Discrete,
                            distributions::Empirical, distributions::Mixture, distributions::Truncated>;

  // NOLINTBEGIN(google-explicit-constructor): a Normal is a Distribution
  Distribution(distributions::Constant d) : kind(d) {}
  Distribution(distributions::Normal d) : kind(d) {}
  Distribution(distributions::Lognormal d) : kind(d) {}
  Distribution(distributions::Uniform d) : kind(d) {}
  Distribution(distributions::Triangular d) : kind(d) {}
  Distribution(distributions::Pert d) : kind(d) {}
  Distribution(distributions::Beta d) : kind(d) {}
  Distribution(distributions::Gamma d) : kind(d) {}
  Distribution(distributions::Discrete d) : kind(std::move(d)) {}
  Distribution(distributions::Empirical d) : kind(std::move(d)) {}
  Distribution(distributions::Mixture d) : kind(std::move(d)) {}
  Distribution(distributions::Truncated d) : kind(std::move(d)) {}
  // NOLINTEND

  Kind kind;
};

/// What is wrong with the parameters, in plain words ("sd must
/// be positive, is -1"); nothing when all is well.
std::optional<std::string> complaint(const Distribution& d);

/// Whether two say the same in the same words: a normal truncated where nothing is cut is another than the
/// normal.
bool operator==(const Distribution& a, const Distribution& b);

/// Expected value; for a truncated part by quadrature over its
/// quantiles (error about 1e-6 of the spread). Requires no complaint().
double mean(const Distribution& d);

/// The distribution whose 5 % quantile is `low` and whose 95 % quantile is `high`: lognormal when both are
/// positive, else normal, a constant when they are equal.
///     8 to 12: median sqrt(96) = 9.798, sigma = log(12/8) / (2 * 1.6449) = 0.12325
/// interval90_complaint says when low is above high or not a number.
Distribution interval90(double low, double high);
std::optional<std::string> interval90_complaint(double low, double high);

/// The beta distribution a PERT is.
distributions::Beta beta_of(const distributions::Pert& d);

/// Truncated to [low, high].
Distribution truncated(Distribution part, double low, double high);

}  // namespace llmtco
