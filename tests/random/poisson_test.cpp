#include "random/poisson.h"

#include <doctest/doctest.h>

#include <boost/math/distributions/poisson.hpp>
#include <cmath>

using namespace llmtco;

TEST_CASE("half an event expected: none in 60.7 % of the months, one up to 91 %, then two") {
  CHECK(poisson_quantile(0.606, 0.5) == 0);
  CHECK(poisson_quantile(0.607, 0.5) == 1);
  CHECK(poisson_quantile(0.909, 0.5) == 1);
  CHECK(poisson_quantile(0.910, 0.5) == 2);
  CHECK(poisson_quantile(0.99, 0.5) == 3);  // P(K <= 2) = 98.56 %
}

TEST_CASE("nothing expected is nothing, whatever the luck") {
  CHECK(poisson_quantile(0.999999, 0.0) == 0);
  CHECK(poisson_quantile(0.5, std::nan("")) == 0);
}

TEST_CASE("it is the least number whose probability is reached, by sums, by search and by the normal") {
  namespace bm = boost::math;
  for (const double mean : {1e-6, 0.03, 1.0, 19.9, 20.1, 150.0, 9e3, 9.9e4}) {
    const bm::poisson_distribution<> poisson(mean);
    for (const double u : {1e-6, 0.01, 0.3, 0.5, 0.7, 0.99, 1 - 1e-6}) {
      CAPTURE(mean);
      CAPTURE(u);
      const double k = poisson_quantile(u, mean);
      CHECK(bm::cdf(poisson, k) >= u * (1 - 1e-9));
      if (k > 0) CHECK(bm::cdf(poisson, k - 1) < u * (1 + 1e-9));
    }
  }
  for (const double u : {0.001, 0.5, 0.999}) {
    const double mean = 4e6, exact = bm::quantile(bm::poisson_distribution<>(mean), u);
    CHECK(poisson_quantile(u, mean) == doctest::Approx(exact).epsilon(1e-5));
  }
}
