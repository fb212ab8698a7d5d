#include "random/special.h"

#include <cmath>
#include <initializer_list>

#include "columns/repeatable.h"

namespace llmtco::detail {

namespace {

constexpr double negligible = 0x1p-54;

/// Upper tail of Gamma(shape, 1) for x > shape + 1 without the factor x^shape
/// e^-x / Gamma(shape): the continued fraction 1/(x+1-k- 1(1-k)/(x+3-k-
/// 2(2-k)/(x+5-k- ...))) by Lentz' method (Abramowitz and Stegun 6.5.31).
double gamma_fraction(double shape, double x) {
  double b = x + 1 - shape;
  double c = 1e300;
  double d = 1 / b;
  double value = d;
  for (int i = 1; i < 100000; ++i) {
    const double a = -i * (i - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const double factor = c * d;
    value *= factor;
    if (std::fabs(factor - 1) < 2 * negligible) break;
  }
  return value;
}

/// log P(X > x) and its slope by x, for x > shape + 1.
LogTail log_gamma_upper(double shape, double log_g, double x) {
  const double fraction = gamma_fraction(shape, x);
  const double log_front = shape * repeatable::log(x) - x - log_g;
  return {log_front + repeatable::log(fraction), -1 / (x * fraction)};
}

}  // namespace

double log_gamma(double x) {
  // Stirling's series needs x >= 10 for 1e-16; below, Gamma(x) = Gamma(x + n) / (x (x+1) ... (x+n-1)).
  double product = 1;
  while (x < 10) {
    product *= x;
    x += 1;
  }
  const double z = 1 / (x * x);
  double series = -691.0 / 360360;
  for (double coefficient : {1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12}) {
    series = series * z + coefficient;
  }
  constexpr double half_log_2pi = 0.91893853320467274178;
  return (x - 0.5) * repeatable::log(x) - x + half_log_2pi + series / x - repeatable::log(product);
}

double log_beta(double a, double b) { return log_gamma(a) + log_gamma(b) - log_gamma(a + b); }

// I_x(a, b) = x^a (1-x)^b / (a B) * sum over n of (a+b)(a+b+1)...(a+b+n-1) / ((a+1)...(a+n)) x^n
LogTail log_beta_tail(double a, double b, double log_b, double log_x) {
  const double x = repeatable::exp(log_x);
  double sum = 1;
  double term = 1;
  for (int n = 0; term > negligible * sum; ++n) {
    term *= (a + b + n) / (a + 1 + n) * x;
    sum += term;
  }
  const double log_front = a * log_x + b * repeatable::log1p(-x) - log_b - repeatable::log(a);
  return {log_front + repeatable::log(sum), a / ((1 - x) * sum)};
}

// P(k, x) = x^k e^-x / Gamma(k + 1) * sum over n of x^n / ((k+1)...(k+n))
LogTail log_gamma_tail(double shape, double log_gamma_of_shape, double log_x) {
  const double x = repeatable::exp(log_x);
  double sum = 1;
  double term = 1;
  for (int n = 1; term > negligible * sum; ++n) {
    term *= x / (shape + n);
    sum += term;
  }
  const double log_front = shape * log_x - x - log_gamma_of_shape - repeatable::log(shape);
  return {log_front + repeatable::log(sum), shape / sum};
}

Tails beta_tails(double a, double b, double x) {
  if (x <= 0) return {0, 1};
  if (x >= 1) return {1, 0};
  const double log_b = log_beta(a, b);
  if (x <= a / (a + b)) {
    const double lower = repeatable::exp(log_beta_tail(a, b, log_b, repeatable::log(x)).value);
    return {lower, 1 - lower};
  }
  const double upper = repeatable::exp(log_beta_tail(b, a, log_b, repeatable::log1p(-x)).value);
  return {1 - upper, upper};
}

Tails gamma_tails(double shape, double x) {
  if (x <= 0) return {0, 1};
  if (std::isinf(x)) return {1, 0};
  if (x <= shape + 1) {
    const double lower = repeatable::exp(log_gamma_tail(shape, log_gamma(shape), repeatable::log(x)).value);
    return {lower, 1 - lower};
  }
  const double upper = repeatable::exp(log_gamma_upper(shape, log_gamma(shape), x).value);
  return {1 - upper, upper};
}

double gamma_upper_quantile(double shape, double log_v) {
  const double log_g = log_gamma(shape);
  // log P(X > x) is nearly a straight line out here, so Newton's method settles in a few steps.
  double x = shape + 1 + 5 * std::sqrt(shape + 1);
  for (int i = 0; i < 100; ++i) {
    const LogTail tail = log_gamma_upper(shape, log_g, x);
    const double next = std::fmax(x - (tail.value - log_v) / tail.slope, shape + 1.0001);
    if (std::fabs(next - x) <= 1e-14 * x) return next;
    x = next;
  }
  return x;
}

}  // namespace llmtco::detail
