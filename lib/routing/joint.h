#pragma once
#include <optional>
#include <string>

#include "columns/column.h"

namespace llmtco::routing {

/// Which of two models answer a question right: shares of the questions, which sum to 1. Models fail on the same
/// questions, so that these do not follow from how right each is alone.
struct Outcomes {
  Column both, strong_only, weak_only, neither;

  Column weak() const { return both + weak_only; }
  Column strong() const { return both + strong_only; }
  /// Right answers of whoever always asks the right one: no mix of the two has more.
  Column either() const { return both + strong_only + weak_only; }
};

/// Of shares of right answers and how many questions both answer right, which is moved to where it can be:
///
///     max(0, strong + weak - 1) <= both <= min(strong, weak)      (Frechet)
///
/// Example: strong 0.8, weak 0.7, both 0.62: only strong 0.18, only weak 0.08, neither 0.12.
Outcomes outcomes_of(const Column& strong, const Column& weak, const Column& both);

/// Share both answer right, of the correlation phi of the two being right:
///
///     both = strong weak + phi sqrt(strong (1 - strong) weak (1 - weak))
///
/// Example: strong 0.8058, weak 0.6808, phi 0.4306: 0.5486 + 0.4306 x 0.1844 = 0.6280.
Column both_by_phi(const Column& strong, const Column& weak, const Column& phi);

/// The same of a tetrachoric correlation rho: each model is right where a standard normal number of its own lies below
/// the quantile of its share, and the two numbers have correlation rho. Never outside of what can be.
///
///     both = strong weak + integral from 0 to rho of exp(-(h^2 - 2 r h k + k^2) / (2 (1 - r^2))) / (2 pi sqrt(1 - r^2)) dr
///
/// with h and k the quantiles; by 20 points of Gauss and Legendre, to 1e-6 for |rho| <= 0.95. Requires that.
/// Example: both 0.5 alone, rho 0.5: 0.25 + asin(0.5) / (2 pi) = 0.33333.
/// Source: Z. Drezner, G. Wesolowsky, "On the computation of the bivariate normal integral", J. Stat. Comput. Simul. 35, 1990.
Column both_by_tetrachoric(const Column& strong, const Column& weak, const Column& rho);

/// phi of what both, each and neither answer right; 0 where one of the two is always right or always wrong.
double phi_of(double strong, double weak, double both);

/// Least and largest phi that two shares can have.
struct PhiRange {
  double least, most;
};
PhiRange phi_range(double strong, double weak);

}  // namespace llmtco::routing
