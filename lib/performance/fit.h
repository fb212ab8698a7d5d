#pragma once
#include <functional>
#include <string>
#include <vector>

#include "performance/cases.h"

namespace llmtco {

/// Finds the coefficients that explain measured rows, held by their priors:
///
///     minimise  sum soft(log(predicted / measured) / scale) + sum ((x - prior) / spread)^2
///
/// x is the coefficient on its scale (log or logit, so efficiencies stay inside (0, 1)); soft(r) = 2 (sqrt(1
/// + r^2) - 1), so that a row far off pulls less. `scale` is the error expected of the kind of row: 10 %, 7 %
/// for llama.cpp decode, 30 % for times to first token. Levenberg-Marquardt with differences of 1e-4.
struct FitOptions {
  int iterations = 30;
  /// Rows for which this is false are left out.
  std::function<bool(const Case&)> use = [](const Case&) { return true; };
};
struct FitResult {
  Coefficients coefficients;  ///< values, 5 % and 95 % from the curvature, rows
  double cost = 0;
  int iterations = 0;
};
FitResult fit(const std::vector<Case>& cases, const Coefficients& start, const FitOptions& options = {});

/// The fitted values as the priors of another fit, each with its own interval as spread: a user's rows on top
/// of the shipped ones. Effects stay as wide as they were, so that a machine unlike all others may show it.
Coefficients as_prior(const Coefficients& fitted);

/// log(measured / predicted) of every case, NaN where there is no measured number.
std::vector<double> residuals(const std::vector<Case>& cases, const Coefficients& coefficients);

/// Residuals of each case under a fit without the cases of its group.
std::vector<double> left_out_residuals(const std::vector<Case>& cases, const Coefficients& fitted,
                                       const std::function<std::string(const Case&)>& group,
                                       int iterations = 12);

/// Quantiles and shared variance of left-out residuals by stratum.
std::vector<Spread> spreads_of(const std::vector<Case>& cases,
                               const std::vector<std::vector<double>>& left_out);

}  // namespace llmtco
