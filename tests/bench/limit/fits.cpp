#include "fits.h"

#include <array>
#include <cmath>
#include <numbers>

#include "columns/column_math.h"

namespace llmtco::bench {
namespace {

/// Coefficients, in powers of x - (low + high) / 2, of the polynomial through f at the Chebyshev points of [low, high]. In
/// long double, since going over from Chebyshev's polynomials to powers costs eight digits.
template <std::size_t n, class F>
void fit(double (&coefficients)[n], double low, double high, const F& f) {
  std::array<long double, n> at{}, powers{};
  for (std::size_t i = 0; i < n; ++i) {
    const double t = std::cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / n);
    at[i] = f(low + (high - low) * (t + 1) / 2);
  }
  std::array<long double, n> before{}, polynomial{1};  // T(k - 1) and T(k), in powers of t
  for (std::size_t k = 0; k < n; ++k) {
    long double weight = 0;
    for (std::size_t i = 0; i < n; ++i)
      weight += at[i] * std::cos(std::numbers::pi_v<long double> * static_cast<long double>(k * (2 * i + 1)) /
                                 (2 * n));
    weight *= (k == 0 ? 1.0L : 2.0L) / n;
    for (std::size_t j = 0; j < n; ++j) powers[j] += weight * polynomial[j];
    std::array<long double, n> next{};
    for (std::size_t j = 0; j < n; ++j)
      next[j] = (j > 0 ? (k == 0 ? 1 : 2) * polynomial[j - 1] : 0) - (k == 0 ? 0 : before[j]);
    before = polynomial;
    polynomial = next;
  }
  long double scale = 1;
  for (std::size_t j = 0; j < n; ++j, scale *= 2 / (high - low))
    coefficients[j] = static_cast<double>(powers[j] * scale);
}

/// z / (u - 1/2) at the smaller u of 4 u (1 - u) = exp(-w).
double slope_of_quantile(double w) {
  const double u = 0.5 * std::exp(-w) / (1 + std::sqrt(-std::expm1(-w)));
  return normal_quantile(Column(u))[0] / (u - 0.5);
}

}  // namespace

void fit_polynomials(Prepared& prepared) {
  fit(prepared.log, log_low, log_high, [](double m) { return std::log(m); });
  fit(prepared.centre, 0, tail_from, slope_of_quantile);
  fit(prepared.tail, tail_low, tail_high, [](double root) { return slope_of_quantile(root * root); });
}

}  // namespace llmtco::bench
