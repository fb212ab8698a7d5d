#include "random/distribution.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "random/quantile.h"

using namespace llmtco;
using namespace llmtco::distributions;

namespace {
std::string complaint_of(const Distribution& d) { return complaint(d).value_or(""); }
}  // namespace

TEST_CASE("an interval is the 5 % and the 95 % quantile") {
  // 8 to 12: median sqrt(96) = 9.79796, sigma = ln(1.5) / 3.28971 = 0.123252
  const Distribution requests = interval90(8e6, 12e6);
  const auto& lognormal = std::get<Lognormal>(requests.kind);
  CHECK(lognormal.median == doctest::Approx(9.79796e6).epsilon(1e-6));
  CHECK(lognormal.sigma == doctest::Approx(0.123252).epsilon(1e-5));
  for (const auto& [low, high] :
       {std::pair{8e6, 12e6}, {0.01, 100.0}, {-5.0, 5.0}, {0.0, 1.0}, {1e-300, 1e300}}) {
    const Quantile quantile(interval90(low, high));
    const double width = high - low;
    CHECK(std::fabs(quantile(0.05)[0] - low) < 1e-12 * width + 1e-11 * std::fabs(low));
    CHECK(quantile(0.95)[0] == doctest::Approx(high).epsilon(1e-10));
  }
  CHECK(std::holds_alternative<Normal>(interval90(0, 1).kind));
  CHECK(std::get<Constant>(interval90(3, 3).kind).value == 3);
  CHECK(interval90_complaint(12, 8) == "the interval begins at 12 above its end 8");
  CHECK(interval90_complaint(std::nan(""), 8) == "low must be a finite number, is nan");
  CHECK_FALSE(interval90_complaint(8, 12));
}

TEST_CASE("means, by hand") {
  CHECK(mean(Constant{4}) == 4);
  CHECK(mean(Normal{-2, 3}) == -2);
  CHECK(mean(Lognormal{100, 0.5}) == doctest::Approx(113.3148));  // 100 exp(0.125)
  CHECK(mean(Uniform{1, 4}) == 2.5);
  CHECK(mean(Triangular{1, 2, 6}) == 3);
  CHECK(mean(Pert{1, 2, 7}) == doctest::Approx(16.0 / 6));
  CHECK(mean(Beta{4, 3, 10, 17}) == doctest::Approx(14));
  CHECK(mean(Gamma{4, 2.5}) == 10);
  CHECK(mean(Discrete{{10, 20}, {0.25, 0.75}}) == 17.5);
  CHECK(mean(Mixture{{0.25, 0.75}, {Constant{0}, Uniform{2, 4}}}) == doctest::Approx(2.25));
  CHECK(mean(truncated(Uniform{0, 10}, 5, 20)) == doctest::Approx(7.5).epsilon(1e-9));
}

TEST_CASE("a PERT is the beta of its three numbers") {
  // low 0, mode 2, high 8: alpha = 1 + 4 * 2/8 = 2, beta = 1 + 4 * 6/8 = 4
  const Beta beta = beta_of(Pert{0, 2, 8});
  CHECK(beta.alpha == 2);
  CHECK(beta.beta == 4);
  CHECK(mean(beta) == doctest::Approx(mean(Pert{0, 2, 8})));
}

TEST_CASE("what is wrong is said in plain words") {
  CHECK(complaint_of(Normal{0, -1}) == "sd must be positive, is -1");
  CHECK(complaint_of(Normal{std::nan(""), 1}) == "mean must be a finite number, is nan");
  CHECK(complaint_of(Lognormal{-3, 1}) == "median must be positive, is -3");
  CHECK(complaint_of(Uniform{4, 4}) == "low 4 must be below high 4");
  CHECK(complaint_of(Triangular{1, 9, 6}) == "mode 9 must lie between low 1 and high 6");
  CHECK(complaint_of(Pert{1, 0.5, 6}) == "mode 0.5 must lie between low 1 and high 6");
  CHECK(complaint_of(Beta{0, 3}) == "alpha must be between 0.1 and 100000, is 0");
  CHECK(complaint_of(Gamma{2, 0}) == "scale must be positive, is 0");
  CHECK(complaint_of(Discrete{{1, 2}, {0.5, 0.4}}) == "probabilities must sum to 1, sum to 0.9");
  CHECK(complaint_of(Discrete{{1, 2}, {1}}) == "1 probabilities for 2 values");
  CHECK(complaint_of(Discrete{{1, 2}, {1.5, -0.5}}) == "probabilities must be between 0 and 1, one is 1.5");
  CHECK(complaint_of(Discrete{{}, {}}) == "there are no values");
  CHECK(complaint_of(Empirical{{}}) == "the sample is empty");
  CHECK(complaint_of(Empirical{{2, 1}}) == "the sample must be in ascending order");
  CHECK(complaint_of(Mixture{{0.5, 0.5}, {Normal{0, 1}, Normal{0, 0}}}) ==
        "part 2: sd must be positive, is 0");
  CHECK(complaint_of(Mixture{{0.5, 0.1}, {Normal{0, 1}, Normal{0, 1}}}) ==
        "weights must sum to 1, sum to 0.6");
  CHECK(complaint_of(truncated(Normal{0, 1}, 5, 2)) == "low 5 must be below high 2");
  CHECK(complaint_of(truncated(Normal{0, 1}, 7, 9)) ==
        "only 1.3e-12 of the distribution lies between 7 and 9; at least 1e-6 must");
  CHECK(complaint_of(truncated(Normal{0, -1}, 0, 1)) == "sd must be positive, is -1");
  for (const Distribution& fine :
       {Distribution(Constant{1}), Distribution(Normal{0, 1}), Distribution(Pert{1, 1, 2}),
        Distribution(Beta{4, 3}), Distribution(Gamma{2, 1}), truncated(Normal{0, 1}, 0, 1)}) {
    CHECK_FALSE(complaint(fine));
  }
}
