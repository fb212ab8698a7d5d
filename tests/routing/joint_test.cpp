#include "routing/joint.h"

#include <cmath>

using namespace llmtco;
using namespace llmtco::routing;

TEST_CASE("two models that are right together more often than by chance") {
  // 0.8058 x 0.6808 = 0.548589; sqrt(0.8058 x 0.1942 x 0.6808 x 0.3192) = 0.184408; 0.4306 of it 0.079406.
  const Column both = both_by_phi(0.8058, 0.6808, 0.4306);
  CHECK(both[0] == doctest::Approx(0.627995).epsilon(1e-5));
  const Outcomes outcomes = outcomes_of(0.8058, 0.6808, both);
  CHECK(outcomes.strong_only[0] == doctest::Approx(0.177805).epsilon(1e-5));
  CHECK(outcomes.either()[0] == doctest::Approx(0.858605).epsilon(1e-5));
  CHECK(phi_of(0.8058, 0.6808, both[0]) == doctest::Approx(0.4306).epsilon(1e-12));
}

TEST_CASE("outcomes sum to 1 and keep what each model is right on, whatever is asked of them") {
  for (const double strong : {0.0, 0.3, 0.8, 1.0}) {
    for (const double weak : {0.0, 0.5, 0.8, 1.0}) {
      for (const double phi : {-1.0, -0.3, 0.0, 0.4, 1.0}) {
        CAPTURE(strong);
        CAPTURE(weak);
        CAPTURE(phi);
        const Outcomes o = outcomes_of(strong, weak, both_by_phi(strong, weak, phi));
        const double sum = o.both[0] + o.strong_only[0] + o.weak_only[0] + o.neither[0];
        CHECK(sum == doctest::Approx(1).epsilon(1e-12));
        CHECK(o.strong()[0] == doctest::Approx(strong).epsilon(1e-12));
        CHECK(o.weak()[0] == doctest::Approx(weak).epsilon(1e-12));
        for (const Column* share : {&o.both, &o.strong_only, &o.weak_only, &o.neither})
          CHECK((*share)[0] >= -1e-15);
      }
    }
  }
}

TEST_CASE("the range of phi is that of Frechet's bounds") {
  // both in [0.5, 0.7] about 0.56, in units of sqrt(0.8 x 0.2 x 0.7 x 0.3) = 0.183303.
  const PhiRange range = phi_range(0.8, 0.7);
  CHECK(range.least == doctest::Approx(-0.06 / 0.1833030).epsilon(1e-6));
  CHECK(range.most == doctest::Approx(0.14 / 0.1833030).epsilon(1e-6));
}

TEST_CASE("medians of two normal numbers are both passed with chance 1/4 + asin(rho) / (2 pi)") {
  for (const double rho : {-0.9, -0.5, 0.0, 0.3, 0.5, 0.9}) {
    CAPTURE(rho);
    const double expected = 0.25 + std::asin(rho) / (2 * 3.14159265358979);
    CHECK(both_by_tetrachoric(0.5, 0.5, rho)[0] == doctest::Approx(expected).epsilon(1e-6));
  }
  // Independent models; and Phi2(1, 0.5; 0.5), of Phi(1) = 0.841345 and Phi(0.5) = 0.691462, is 0.623940 (integrated apart).
  CHECK(both_by_tetrachoric(0.8, 0.7, 0.0)[0] == doctest::Approx(0.56).epsilon(1e-12));
}
