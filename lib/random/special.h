#pragma once

/// Gamma and beta functions on repeatable::log and exp: same bits everywhere, unlike those of libm.
namespace llmtco::detail {

/// P(X <= x) and P(X > x), each with its own relative accuracy.
struct Tails {
  double lower;
  double upper;
};

/// log of the gamma function for x > 0, error about 1e-15 * max(1, result).
double log_gamma(double x);
/// log B(a, b) = log_gamma(a) + log_gamma(b) - log_gamma(a + b).
double log_beta(double a, double b);

/// Lower tail of Beta(a, b) at x in [0, a / (a + b)], as its logarithm and its slope by log x: all terms of
/// the series are positive, so nothing cancels.
struct LogTail {
  double value;
  double slope;
};
LogTail log_beta_tail(double a, double b, double log_b, double log_x);
/// Lower tail of Gamma(shape, 1), any x; slow beyond x >> shape.
LogTail log_gamma_tail(double shape, double log_gamma_of_shape, double log_x);

Tails beta_tails(double a, double b, double x);
Tails gamma_tails(double shape, double x);

/// x with log P(X > x) = log_v for Gamma(shape, 1), log_v <= log(0.01).
double gamma_upper_quantile(double shape, double log_v);

}  // namespace llmtco::detail
