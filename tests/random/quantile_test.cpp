#include "random/quantile.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <cmath>
#include <limits>

#include "columns/column_math.h"
#include "host/isa.h"
#include "random/cdf.h"
#include "random/sampler.h"

using namespace llmtco;
using namespace llmtco::distributions;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

double at(const Quantile& quantile, double u) { return quantile(u)[0]; }

struct Case {
  const char* name;
  Distribution distribution;
};

std::vector<Case> cases() {
  return {
      {"normal", Normal{-3, 2}},
      {"lognormal", Lognormal{200, 0.7}},
      {"uniform", Uniform{-1, 4}},
      {"triangular", Triangular{1, 2, 7}},
      {"triangular, mode at the low end", Triangular{1, 1, 7}},
      {"pert", Pert{0.5, 0.7, 0.95}},
      {"beta(4, 3)", Beta{4, 3}},
      {"beta(0.5, 0.5)", Beta{0.5, 0.5, -1, 1}},
      {"beta(60, 2)", Beta{60, 2}},
      {"beta(3000, 1000)", Beta{3000, 1000}},
      {"gamma(2, 3)", Gamma{2, 3}},
      {"gamma(0.3, 1)", Gamma{0.3, 1}},
      {"gamma(500, 0.1)", Gamma{500, 0.1}},
      {"discrete", Discrete{{3, 1, 2}, {0.2, 0.5, 0.3}}},
      {"empirical", Empirical{{1, 2, 2, 5, 9}}},
      {"mixture", Mixture{{0.3, 0.7}, {Normal{0, 1}, Lognormal{20, 0.2}}}},
      {"mixture with an outage", Mixture{{0.1, 0.9}, {Constant{0}, Gamma{4, 2}}}},
      {"truncated normal", truncated(Normal{0.8, 0.2}, 0, 1)},
      {"truncated mixture", truncated(Mixture{{0.5, 0.5}, {Uniform{0, 1}, Beta{2, 2, 3, 4}}}, 0.25, 3.75)}};
}

/// The values of 65,536 independent draws.
std::vector<double> draws_of(const Distribution& d) {
  const Sampler sampler(plan_for(SamplingMethod::plain, 65536), 123, {"x"});
  const Quantile quantile(d);
  std::vector<double> x;
  for (std::size_t b = 0; b < sampler.plan().blocks(); ++b) {
    const Column block = quantile(sampler.uniforms(0, b));
    for (std::size_t i = 0; i < block_draws; ++i) x.push_back(block[i]);
  }
  return x;
}

}  // namespace

TEST_CASE(
    "draws follow their distribution function: largest gap below the 0.1 % limit of Kolmogorov and Smirnov") {
  for (const Case& c : cases()) {
    std::vector<double> x = draws_of(c.distribution);
    std::sort(x.begin(), x.end());
    const double n = static_cast<double>(x.size());
    double gap = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      // With ties, the empirical function jumps from its first to past its last place.
      if (i + 1 == x.size() || x[i + 1] > x[i]) {
        gap = std::fmax(gap, std::fabs(tails(c.distribution, x[i]).lower - static_cast<double>(i + 1) / n));
      }
      if (i == 0 || x[i - 1] < x[i]) {
        gap = std::fmax(gap, std::fabs(tails_below(c.distribution, x[i]).lower - static_cast<double>(i) / n));
      }
    }
    CAPTURE(c.name);
    CHECK(gap < 1.95 / std::sqrt(n));
  }
}

TEST_CASE("the mean of the draws is mean(), within four standard errors") {
  for (const Case& c : cases()) {
    const std::vector<double> x = draws_of(c.distribution);
    double sum = 0, squares = 0;
    for (double each : x) sum += each;
    const double average = sum / static_cast<double>(x.size());
    for (double each : x) squares += (each - average) * (each - average);
    const double error = std::sqrt(squares) / static_cast<double>(x.size());
    CAPTURE(c.name);
    CHECK(std::fabs(average - mean(c.distribution)) < 4 * error);
  }
}

TEST_CASE("the quantile undoes the distribution function") {
  for (const Case& c : cases()) {
    const bool has_jumps = std::holds_alternative<Discrete>(c.distribution.kind) ||
                           std::holds_alternative<Empirical>(c.distribution.kind) ||
                           std::string(c.name) == "mixture with an outage";
    if (has_jumps) continue;
    const Quantile quantile(c.distribution);
    for (double u : {1e-9, 1e-6, 0.001, 0.02, 0.1, 0.2501, 0.4, 0.5, 0.6, 0.77, 0.9, 0.99, 0.9999}) {
      CAPTURE(c.name);
      CAPTURE(u);
      const detail::Tails t = tails(c.distribution, at(quantile, u));
      CHECK(t.lower == doctest::Approx(u).epsilon(1e-5));
      CHECK(t.upper == doctest::Approx(1 - u).epsilon(1e-5));
    }
  }
}

TEST_CASE("a larger uniform never gives a smaller value") {
  const Sampler sampler(plan_for(SamplingMethod::plain, 8192), 5, {"x"});
  for (const Case& c : cases()) {
    const Quantile quantile(c.distribution);
    Column u = sampler.uniforms(0, 0);
    std::sort(u.values(), u.values() + block_draws);
    // The first and last few go into the tails.
    for (int i = 0; i < 20; ++i)
      u.values()[i] = std::ldexp(1.0, -52 + 2 * i), u.values()[1023 - i] = 1 - u[static_cast<std::size_t>(i)];
    std::sort(u.values(), u.values() + block_draws);
    const Column x = quantile(u);
    std::size_t inversions = 0;
    for (std::size_t i = 1; i < block_draws; ++i) inversions += x[i] < x[i - 1];
    CAPTURE(c.name);
    CHECK(inversions == 0);
  }
}

TEST_CASE("every distribution has the same bits with every instruction set, preparation included") {
  const Isa before = isa();
  const Sampler sampler(plan_for(SamplingMethod::plain, 4096), 99, {"x"});
  for (const Case& c : cases()) {
    set_isa(Isa::scalar);
    const Quantile scalar(c.distribution);
    for (Isa candidate : available_isas()) {
      std::size_t different = 0;
      for (std::size_t b = 0; b < 4; ++b) {
        set_isa(Isa::scalar);
        const Column u = sampler.uniforms(0, b), z = normal_quantile(u);
        const Column expected = scalar(u), expected_z = scalar.at_normal(z);
        set_isa(candidate);
        const Quantile own(c.distribution);
        const Column found = own(u), found_z = own.at_normal(z);
        for (std::size_t i = 0; i < block_draws; ++i) {
          different += expected[i] != found[i] || expected_z[i] != found_z[i];
        }
      }
      CAPTURE(c.name);
      CHECK(different == 0);
    }
  }
  set_isa(before);
}

TEST_CASE("beta tables against Boost: 1e-7 of the width down to u = 2^-50 on both sides") {
  for (const Beta& d : std::vector<Beta>{{4, 3}, {2, 5}, {0.5, 0.5}, {60, 2}, {1, 1}, {1, 9}, {3000, 1000}}) {
    const Quantile quantile(d);
    const boost::math::beta_distribution<double> exact(d.alpha, d.beta);
    double worst = 0;
    for (int k = 4; k <= 50 * 4; ++k) {
      const double v = std::exp2(-k / 4.0);
      worst = std::fmax(worst, std::fabs(at(quantile, v) - boost::math::quantile(exact, v)));
      worst = std::fmax(worst, std::fabs(at(quantile, 1 - v) - boost::math::quantile(exact, 1 - v)));
    }
    for (int k = 1; k < 2000; ++k) {
      const double u = k / 2000.0;
      worst = std::fmax(worst, std::fabs(at(quantile, u) - boost::math::quantile(exact, u)));
    }
    CAPTURE(d.alpha);
    CAPTURE(d.beta);
    CHECK(worst < 1e-7);
  }
}

TEST_CASE("gamma tables against Boost: 1e-6 relative, both tails") {
  for (double shape : {0.3, 1.0, 2.0, 10.0, 500.0, 20000.0}) {
    const Quantile quantile(Gamma{shape, 1});
    const boost::math::gamma_distribution<double> exact(shape, 1);
    double worst = 0;
    for (int k = 4; k <= 50 * 4; ++k) {
      const double v = std::exp2(-k / 4.0);
      worst = std::fmax(worst, std::fabs(at(quantile, v) / boost::math::quantile(exact, v) - 1));
      if (k <= 30 * 4)
        worst = std::fmax(worst, std::fabs(at(quantile, 1 - v) / boost::math::quantile(exact, 1 - v) - 1));
    }
    CAPTURE(shape);
    CHECK(worst < 1e-6);
  }
}

TEST_CASE("closed forms, by hand") {
  CHECK(at(Quantile(Uniform{2, 6}), 0.25) == 3);
  // Triangular(0, 2, 8): the mode holds (2 - 0) / 8 = 0.25; at u = 0.0625 sqrt(0.0625 * 8 * 2) = 1;
  // at u = 0.75: 8 - sqrt(0.25 * 8 * 6) = 4.5359
  const Quantile triangular(Triangular{0, 2, 8});
  CHECK(at(triangular, 0.0625) == doctest::Approx(1));
  CHECK(at(triangular, 0.25) == doctest::Approx(2));
  CHECK(at(triangular, 0.75) == doctest::Approx(4.535898));
  CHECK(at(Quantile(Normal{100, 10}), 0.95) == doctest::Approx(116.4485363));
  CHECK(at(Quantile(Lognormal{50, 0.5}), 0.5) == 50);
  CHECK(at(Quantile(Constant{7}), 0.3) == 7);
  CHECK(Quantile(Constant{7})(Column(0.3)).is_constant());
  // Gamma(1, 3) is exponential: the median is 3 ln 2.
  CHECK(at(Quantile(Gamma{1, 3}), 0.5) == doctest::Approx(3 * std::log(2)).epsilon(1e-7));
}

TEST_CASE("discrete values come in their shares, in ascending order whatever the order given") {
  const Quantile tiers(Discrete{{30, 10, 20}, {0.2, 0.5, 0.3}});
  CHECK(at(tiers, 0.49) == 10);
  CHECK(at(tiers, 0.51) == 20);
  CHECK(at(tiers, 0.79) == 20);
  CHECK(at(tiers, 0.81) == 30);
  CHECK(at(Quantile(Discrete{{1, 2, 3}, {0, 1, 0}}), 0.999) == 2);
}

TEST_CASE("a sample is walked in straight lines: u = i / (n - 1) gives the i-th value") {
  const Empirical sample{{10, 20, 40, 80, 100}};
  const Quantile quantile(sample);
  CHECK(at(quantile, 0.25) == 20);
  CHECK(at(quantile, 0.375) == 30);
  CHECK(at(quantile, 0.999999999) == doctest::Approx(100));
  // mean of the four lines: (15 + 30 + 60 + 90) / 4 = 48.75
  CHECK(mean(sample) == doctest::Approx(48.75));
  CHECK(at(Quantile(Empirical{{5}}), 0.2) == 5);
}

TEST_CASE("a mixture keeps the gap between its parts, and the share of a single value") {
  const Quantile gap(Mixture{{0.25, 0.75}, {Uniform{0, 1}, Uniform{10, 11}}});
  CHECK(at(gap, 0.125) == doctest::Approx(0.5).epsilon(1e-4));
  CHECK(at(gap, 0.2499) <= 1.0001);
  CHECK(at(gap, 0.2501) >= 9.9999);
  CHECK(at(gap, 0.625) == doctest::Approx(10.5).epsilon(1e-4));
  // 30 % exactly zero, then exponential: u = 0.65 is halfway through the rest, 2 ln 2.
  const Quantile outage(Mixture{{0.3, 0.7}, {Constant{0}, Gamma{1, 2}}});
  CHECK(at(outage, 0.0001) == 0);
  CHECK(at(outage, 0.2999) == 0);
  CHECK(at(outage, 0.3001) == doctest::Approx(0).epsilon(1e-2));
  CHECK(at(outage, 0.65) == doctest::Approx(2 * std::log(2)).epsilon(1e-6));
}

TEST_CASE("a mixture of two normals against bisection of its distribution function") {
  const Distribution mixture = Mixture{{0.6, 0.4}, {Normal{0, 1}, Normal{3, 0.5}}};
  const Quantile quantile(mixture);
  for (double u : {1e-12, 1e-6, 0.01, 0.2, 0.55, 0.6, 0.63, 0.8, 0.95, 0.999, 1 - 1e-9}) {
    double low = -20, high = 20;
    for (int i = 0; i < 100; ++i) {
      const double middle = (low + high) / 2;
      (tails(mixture, middle).lower < u ? low : high) = middle;
    }
    CAPTURE(u);
    CHECK(at(quantile, u) == doctest::Approx(low).epsilon(1e-6));
  }
}

TEST_CASE("truncation keeps to its bounds and to the shape within") {
  const Quantile accuracy(truncated(Normal{0.9, 0.1}, 0, 1));
  CHECK(at(accuracy, 1 - 0x1p-53) <= 1);
  CHECK(at(accuracy, 0x1p-53) >= 0);
  // Half of P(0 <= X <= 1) = Phi(1) - Phi(-9) = 0.841345 lies below z = Phi^-1(0.420672) = -0.200174
  CHECK(at(accuracy, 0.5) == doctest::Approx(0.9 - 0.0200174).epsilon(1e-5));
  const Quantile one_sided(truncated(Lognormal{1, 1}, 1, inf));
  CHECK(at(one_sided, 1e-12) == doctest::Approx(1));
  // Mean of a normal cut at its own mean: sd sqrt(2 / pi).
  CHECK(mean(truncated(Normal{0, 1}, 0, inf)) ==
        doctest::Approx(std::sqrt(2 / std::acos(-1.0))).epsilon(1e-6));
}
