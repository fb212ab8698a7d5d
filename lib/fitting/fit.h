#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "measured/cases.h"

namespace llmtco {

/// Finds the coefficients that explain measured rows, held by their priors:
///
///     minimise  sum soft(log(predicted / measured) / scale) + sum ((x - prior) / spread)^2
///
/// x is the coefficient on its scale (log or logit, so efficiencies stay inside (0, 1)); soft(r) = 2 (sqrt(1 +
/// r^2) - 1), so that a row far off pulls less. `scale` is the error expected of the kind of row: 10 %, 7 % for
/// llama.cpp decode, 30 % for times to first token and for kernels (15 % for matrix products).
/// Levenberg-Marquardt with differences of 1e-4.
struct FitOptions {
  int iterations = 30;
  double least_gain = 1e-6;  ///< of the cost, relative; less ends the fit
  /// Rows for which this is false are left out.
  std::function<bool(const Case&)> use = [](const Case&) { return true; };
  /// Coefficients that rows left out have told something of: back to their priors where no row kept moves them.
  std::set<std::string> hearsay{};
};
struct FitResult {
  Coefficients coefficients;  ///< values, 5 % and 95 % from the curvature, rows
  double cost = 0;
  int iterations = 0;
};
FitResult fit(const std::vector<Case>& cases, const Coefficients& start, const FitOptions& options = {});

/// Names of the coefficients that some row's prediction depends on.
std::set<std::string> moved_by(const std::vector<Case>& cases, const Coefficients& start);

/// log(measured / predicted) of every case, NaN where there is no measured number.
std::vector<double> residuals(const std::vector<Case>& cases, const Coefficients& coefficients);

/// Residuals of each case under a fit without the cases of its group.
std::vector<double> left_out_residuals(const std::vector<Case>& cases, const Coefficients& fitted,
                                       const std::function<std::string(const Case&)>& group,
                                       int iterations = 12);

/// Residuals of every row under the fit without its GPU and under the one without its model.
struct LeftOutResiduals {
  std::vector<double> by_hardware, by_model;
  std::vector<double> by_campaign{};  ///< under the one without its campaign; may be absent
  std::vector<double>
      by_configuration{};  ///< under one without a fifth of the configurations, its own among them
};

/// Quantiles and shared variance of left-out residuals by stratum. Those of seen set-ups are the 4 % and 96 %
/// quantiles of rows whose configuration was left out. Those of new ones are of the other kinds together, at 5
/// % and 95 %, or further out, at most at 2.5 % and 97.5 %, until intervals made from the rows of the other
/// GPUs, and of the other models, hold nine in ten rows of the one that is new to them.
std::vector<Spread> spreads_of(const std::vector<Case>& cases, const LeftOutResiduals& left);

/// Share of left-out rows inside their 90 % interval. `nested`: the interval, too, has seen nothing of the
/// row's GPU (model): it is made from the other GPUs' (models') left-out rows, as it would be for a really
/// new one.
struct Coverage {
  std::string stratum;
  int rows = 0;
  double tail = 0.05;  ///< cut off on each side
  double by_hardware = 0, by_model = 0;
  double by_campaign = 0;                        ///< NaN where there are no residuals of that kind
  double by_configuration = 0;                   ///< in the interval of seen set-ups
  double nested_hardware = 0, nested_model = 0;  ///< NaN where all rows are of one
};
std::vector<Coverage> coverages(const std::vector<Case>& cases, const LeftOutResiduals& left,
                                const std::vector<Spread>& spreads);

}  // namespace llmtco
