#include "random/copula.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "columns/column_math.h"
#include "host/isa.h"
#include "random/quantile.h"
#include "random/sampler.h"

using namespace llmtco;
using namespace llmtco::distributions;

namespace {

std::vector<double> ranks_of(const std::vector<double>& x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return x[i] < x[j]; });
  std::vector<double> rank(x.size());
  for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = static_cast<double>(i);
  return rank;
}

/// Spearman's 1 - 6 sum d^2 / (n (n^2 - 1)), no ties.
double spearman_of(const std::vector<double>& a, const std::vector<double>& b) {
  const std::vector<double> x = ranks_of(a), y = ranks_of(b);
  const double n = static_cast<double>(a.size());
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) squares += (x[i] - y[i]) * (x[i] - y[i]);
  return 1 - 6 * squares / (n * (n * n - 1));
}

/// Joint draws of the copula's variables through the quantiles given for each.
std::vector<std::vector<double>> joint_draws(const Copula& copula, const std::vector<Quantile>& marginals) {
  const Sampler sampler(plan_for(SamplingMethod::sobol, 65536), 8, copula.names());
  std::vector<std::vector<double>> draws(marginals.size());
  for (std::size_t b = 0; b < sampler.plan().blocks(); ++b) {
    std::vector<Column> z;
    for (std::size_t i = 0; i < marginals.size(); ++i) z.push_back(normal_quantile(sampler.uniforms(i, b)));
    for (std::size_t i = 0; i < marginals.size(); ++i) {
      const Column x = marginals[i].at_normal(copula.correlated(i, z));
      for (std::size_t k = 0; k < block_draws; ++k) draws[i].push_back(x[k]);
    }
  }
  return draws;
}

}  // namespace

TEST_CASE("asked for a rank correlation of 0.6, the draws have it within 0.01, whatever the marginals") {
  const Copula copula({{"tokens_in", "tokens_out", 0.6}, {"requests", "tokens_in", 0.3}});
  CHECK(copula.names() == std::vector<std::string>{"requests", "tokens_in", "tokens_out"});
  CHECK_FALSE(copula.moved());
  const auto draws =
      joint_draws(copula, {Quantile(Gamma{3, 1e6}), Quantile(Lognormal{800, 0.6}), Quantile(Beta{4, 3})});
  CHECK(spearman_of(draws[1], draws[2]) == doctest::Approx(0.6).epsilon(0.01 / 0.6));
  CHECK(std::fabs(spearman_of(draws[0], draws[1]) - 0.3) < 0.01);
  CHECK(std::fabs(spearman_of(draws[0], draws[2])) < 0.01);  // not named: none
  // The marginals are unchanged: means to four standard errors of plain draws.
  const auto average = [](const std::vector<double>& x) {
    return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
  };
  CHECK(average(draws[0]) == doctest::Approx(3e6).epsilon(0.01));
  CHECK(average(draws[1]) == doctest::Approx(800 * std::exp(0.18)).epsilon(0.01));
  CHECK(average(draws[2]) == doctest::Approx(4.0 / 7).epsilon(0.005));
}

TEST_CASE("the asked correlation is in effect to rounding when it is possible") {
  const Copula copula({{"a", "b", -0.75}, {"b", "c", 0.2}});
  CHECK(copula.spearman(0, 1) == doctest::Approx(-0.75).epsilon(1e-12));
  CHECK(copula.spearman(1, 2) == doctest::Approx(0.2).epsilon(1e-12));
  CHECK(copula.spearman(0, 2) == 0);
  CHECK(copula.spearman(1, 1) == 1);
}

TEST_CASE("the ends: 1 and -1 tie two variables to each other") {
  const Copula copula({{"a", "b", 1}, {"a", "c", -1}, {"b", "c", -1}});
  CHECK_FALSE(copula.moved());
  const Column z = normal_quantile(Sampler(plan_for(SamplingMethod::plain, 1024), 1, {"a"}).uniforms(0, 0));
  const std::vector<Column> all = {z, Column(0.3), Column(0.1)};
  for (std::size_t i = 0; i < block_draws; i += 100) {
    CHECK(copula.correlated(1, all)[i] == z[i]);
    CHECK(copula.correlated(2, all)[i] == -z[i]);
  }
}

TEST_CASE("correlations no joint distribution has are moved to the nearest, and the copula says how far") {
  // If a goes with b and with c at 0.9, then b and c cannot run against each other.
  const Copula copula({{"a", "b", 0.9}, {"a", "c", 0.9}, {"b", "c", -0.9}});
  REQUIRE(copula.moved());
  CHECK(std::fabs(copula.moved()->asked) == doctest::Approx(0.9));
  CHECK(std::fabs(copula.moved()->given) < 0.7);
  // The nearest matrix treats the three alike up to sign: r = 1/2, so rho = 6/pi asin(1/4) = 0.4826
  CHECK(copula.spearman(0, 1) == doctest::Approx(0.4826).epsilon(1e-3));
  CHECK(copula.spearman(1, 2) == doctest::Approx(-0.4826).epsilon(1e-3));
  const auto draws =
      joint_draws(copula, {Quantile(Normal{0, 1}), Quantile(Normal{0, 1}), Quantile(Normal{0, 1})});
  CHECK(std::fabs(spearman_of(draws[0], draws[1]) - copula.spearman(0, 1)) < 0.01);
  CHECK(std::fabs(spearman_of(draws[1], draws[2]) - copula.spearman(1, 2)) < 0.01);
}

TEST_CASE("the nearest correlation matrix of Higham's own example") {
  // Section 4 of the paper: ones on the diagonal, 1 beside it, 0 in the corners.
  detail::Matrix a(3);
  a.values = {1, 1, 0, 1, 1, 1, 0, 1, 1};
  const detail::Matrix nearest = detail::nearest_correlation(a);
  CHECK(nearest(0, 1) == doctest::Approx(0.7607).epsilon(1e-4));
  CHECK(nearest(0, 2) == doctest::Approx(0.1573).epsilon(1e-3));
  CHECK(detail::smallest_eigenvalue(nearest) > -1e-12);
  CHECK(detail::smallest_eigenvalue(a) == doctest::Approx(1 - std::sqrt(2.0)));
}

TEST_CASE("a Cholesky factor multiplies back, also when the matrix is singular") {
  detail::Matrix a(3);
  a.values = {1, 0.6, 0.6, 0.6, 1, 1, 0.6, 1, 1};  // the last two are one
  const detail::Matrix l = detail::cholesky(a);
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < 3; ++k) sum += l(i, k) * l(j, k);
      CHECK(sum == doctest::Approx(a(i, j)).epsilon(1e-12));
    }
  }
}

TEST_CASE("the order of the pairs and the instruction set change no bit") {
  const std::vector<RankCorrelation> pairs = {
      {"a", "b", 0.9}, {"c", "a", 0.9}, {"b", "c", -0.9}, {"d", "a", 0.2}};
  const std::vector<RankCorrelation> turned = {
      {"a", "d", 0.2}, {"c", "b", -0.9}, {"b", "a", 0.9}, {"a", "c", 0.9}};
  const Copula one(pairs), other(turned);
  const Sampler sampler(plan_for(SamplingMethod::sobol, 1024), 1, one.names());
  const Isa before = isa();
  set_isa(Isa::scalar);
  std::vector<Column> z;
  for (std::size_t i = 0; i < 4; ++i) z.push_back(normal_quantile(sampler.uniforms(i, 0)));
  const Column expected = one.correlated(3, z);
  for (Isa candidate : available_isas()) {
    set_isa(candidate);
    const Column found = other.correlated(3, z);
    for (std::size_t i = 0; i < block_draws; ++i) CHECK(expected[i] == found[i]);
  }
  set_isa(before);
}

TEST_CASE("impossible pairs are named") {
  using Pairs = std::vector<RankCorrelation>;
  CHECK(complaint(Pairs{{"tokens", "tokens", 0.5}}) == "'tokens' is correlated with itself");
  CHECK(complaint(Pairs{{"a", "b", 1.2}}) ==
        "the rank correlation of 'a' and 'b' must be between -1 and 1, is 1.2");
  CHECK(complaint(Pairs{{"a", "b", 0.2}, {"b", "a", 0.3}}) ==
        "the correlation of 'b' and 'a' is given twice");
  CHECK_FALSE(complaint(Pairs{{"a", "b", 0.2}, {"b", "c", 0.3}}));
}
