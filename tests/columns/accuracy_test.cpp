#include <doctest/doctest.h>

#include <cmath>
#include <functional>

#include "columns/normal.h"
#include "columns/repeatable.h"
#include "wide_inputs.h"

using namespace llmtco;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

/// Largest distance from the long double reference in units of
/// the last place, over `steps` points of [low, high].
double worst_ulp(double (*f)(double), long double (*reference)(long double), double low, double high,
                 int steps) {
  double worst = 0;
  for (int i = 0; i <= steps; ++i) {
    const double x = low + (high - low) * i / steps;
    const long double exact = reference(x);
    const double nearest = static_cast<double>(exact);
    const double ulp = std::nextafter(std::fabs(nearest), inf) - std::fabs(nearest);
    worst = std::fmax(worst, std::fabs(static_cast<double>((f(x) - exact) / ulp)));
  }
  return worst;
}

double worst_relative(double (*f)(double), const std::function<long double(long double)>& reference,
                      double low, double high, int steps) {
  double worst = 0;
  for (int i = 0; i <= steps; ++i) {
    const double x = low + (high - low) * i / steps;
    const long double exact = reference(x);
    worst = std::fmax(worst, static_cast<double>(std::fabs((f(x) - exact) / exact)));
  }
  return worst;
}

long double exact_cdf(long double z) { return std::erfc(-z / std::sqrt(2.0L)) / 2; }

}  // namespace

TEST_CASE("exp is within 1.1 ulp, log within one, log1p within two") {
  CHECK(worst_ulp(repeatable::exp, std::exp, -708.3, 709.7, 400000) < 1.1);
  CHECK(worst_ulp(repeatable::exp, std::exp, -1, 1, 100000) < 1.1);
  CHECK(worst_ulp(repeatable::exp, std::exp, -745.1, -708.3, 20000) < 1.1);
  CHECK(worst_ulp(repeatable::log, std::log, 0x1p-1074, 0x1p-1022, 20000) < 1);
  CHECK(worst_ulp(repeatable::log, std::log, 0x1p-1022, 1e-300, 20000) < 1);
  CHECK(worst_ulp(repeatable::log, std::log, 0.001, 3, 400000) < 1);
  CHECK(worst_ulp(repeatable::log, std::log, 0.999, 1.001, 100000) < 1);
  CHECK(worst_ulp(repeatable::log, std::log, 1e10, 1e300, 100000) < 1);
  CHECK(worst_ulp(repeatable::log1p, std::log1p, -0.999, 1e-9, 100000) < 2);
  CHECK(worst_ulp(repeatable::log1p, std::log1p, 1e-12, 5, 100000) < 2);
}

TEST_CASE("the ends of exp and log are exact") {
  CHECK(repeatable::exp(0) == 1);
  CHECK(repeatable::exp(709.79) == inf);
  CHECK(repeatable::exp(inf) == inf);
  CHECK(repeatable::exp(-745.14) == 0);
  CHECK(repeatable::exp(-inf) == 0);
  CHECK(repeatable::exp(-745.13) == 0x1p-1074);
  CHECK(repeatable::log(1) == 0);
  CHECK(repeatable::log(0) == -inf);
  CHECK(repeatable::log(inf) == inf);
  CHECK(std::isnan(repeatable::log(-1)));
  CHECK(std::isnan(repeatable::exp(std::nan(""))));
  CHECK(std::isnan(repeatable::log(std::nan(""))));
  CHECK(repeatable::log1p(-1) == -inf);
  CHECK(repeatable::log1p(1e-300) == 1e-300);
  CHECK(repeatable::log1p(inf) == inf);
}

TEST_CASE("powers: the learning-curve exponent, and what the limits say at zero") {
  // 1000^0.7 = 10^2.1 = 125.8925411794167
  CHECK(repeatable::pow(1000, 0.7) == doctest::Approx(125.8925411794167).epsilon(1e-14));
  CHECK(repeatable::pow(2, 10) == doctest::Approx(1024).epsilon(1e-15));
  CHECK(repeatable::pow(1, 1e300) == 1);
  CHECK(repeatable::pow(0, 0.5) == 0);
  CHECK(repeatable::pow(0, -1) == inf);
  CHECK(repeatable::pow(0, 0) == 1);
  CHECK(repeatable::pow(inf, 0) == 1);
  CHECK(repeatable::pow(inf, -2) == 0);
  CHECK(std::isnan(repeatable::pow(-8, 1.0 / 3)));
}

TEST_CASE("the normal distribution keeps its relative accuracy down to the smallest normal double") {
  CHECK(repeatable::normal_cdf(0) == 0.5);
  CHECK(repeatable::normal_cdf(inf) == 1);
  CHECK(repeatable::normal_cdf(-inf) == 0);
  CHECK(repeatable::normal_cdf(z95) == doctest::Approx(0.95).epsilon(1e-15));
  CHECK(repeatable::normal_cdf(-z975) == doctest::Approx(0.025).epsilon(1e-14));
  CHECK(worst_relative(repeatable::normal_cdf, exact_cdf, -37.5, 0, 100000) < 1e-14);
  CHECK(worst_relative(repeatable::normal_cdf, exact_cdf, 0, 9, 100000) < 1e-15);
  CHECK(worst_relative(
            repeatable::normal_upper_tail, [](long double z) { return exact_cdf(-z); }, 0, 37.5, 10000) <
        1e-14);
  CHECK(std::isnan(repeatable::normal_cdf(std::nan(""))));
}

TEST_CASE("the normal quantile inverts the distribution to 1e-13 for every u above 0") {
  // For each z take u = P(Z <= z) to 64 bits and back; du/u of a
  // rounded u moves z by at most 2^-53 / (z^2 + 1) * ...
  double worst = 0;
  for (double z = -37.4; z < -0.001; z += 0.00037) {
    const double u = static_cast<double>(exact_cdf(z));
    const double back = repeatable::normal_quantile(u);
    // One Newton step from `back` in long double gives the exact quantile of u.
    const long double density = std::exp(-0.5L * back * back) / std::sqrt(2 * std::acos(-1.0L));
    const long double exact = back - (exact_cdf(back) - u) / density;
    worst = std::fmax(worst, static_cast<double>(std::fabs(back / exact - 1)));
  }
  CHECK(worst < 1e-13);
  CHECK(repeatable::normal_quantile(0.5) == 0);
  CHECK(repeatable::normal_quantile(0) == -inf);
  CHECK(repeatable::normal_quantile(1) == inf);
  CHECK(std::isnan(repeatable::normal_quantile(-0.1)));
  CHECK(std::isnan(repeatable::normal_quantile(1.1)));
  CHECK(repeatable::normal_quantile(0x1p-1074) == doctest::Approx(-38.467405617144344).epsilon(1e-13));
  CHECK(repeatable::normal_quantile(0.95) == doctest::Approx(z95).epsilon(1e-13));
}

TEST_CASE("the quantile is odd about the median") {
  for (double u : {0.1, 0.25, 0.0001, 1e-9}) {
    CHECK(repeatable::normal_quantile(0.5 + (0.5 - u)) ==
          doctest::Approx(-repeatable::normal_quantile(u)).epsilon(1e-7));
  }
}
