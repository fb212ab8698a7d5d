#include <cmath>

#include "routing/answer_cache.h"
#include "routing/cascade.h"
#include "routing/critical.h"
#include "routing/votes.h"

using namespace llmtco;
using namespace llmtco::routing;

TEST_CASE("a judge that turns down some right answers and lets some wrong ones through") {
  const Outcomes outcomes{0.62, 0.18, 0.08, 0.12};
  const CascadeMix mix = cascade(outcomes, {0.9, 0.3});
  CHECK(mix.escalated[0] == doctest::Approx(0.28));  // 0.7 x 0.1 + 0.3 x 0.7
  CHECK(mix.accuracy[0] == doctest::Approx(0.818));  // 0.63 + 0.62 x 0.1 + 0.18 x 0.7
  CHECK(mix.needless[0] == doctest::Approx(0.28 - 0.126));
  CHECK(mix.missed[0] == doctest::Approx(0.054));
}

TEST_CASE("a cascade with a perfect judge is never less right than either model") {
  for (const double first : {0.1, 0.5, 0.9}) {
    for (const double second : {0.05, 0.5, 0.95}) {
      for (const double phi : {-0.5, 0.0, 0.4, 1.0}) {
        const Outcomes outcomes = outcomes_of(second, first, both_by_phi(second, first, phi));
        const CascadeMix mix = cascade(outcomes, {1.0, 0.0});
        CHECK(mix.accuracy[0] >= std::max(first, second) - 1e-12);
        CHECK(mix.escalated[0] == doctest::Approx(1 - first));
        CHECK(mix.accuracy[0] == doctest::Approx(outcomes.either()[0]));
        CHECK(mix.missed[0] == 0);
      }
    }
  }
}

TEST_CASE("a judge that accepts everything is the first model alone, one that accepts nothing the second") {
  const Outcomes outcomes{0.62, 0.18, 0.08, 0.12};
  CHECK(cascade(outcomes, {1.0, 1.0}).accuracy[0] == doctest::Approx(0.70));
  CHECK(cascade(outcomes, {1.0, 1.0}).escalated[0] == 0);
  CHECK(cascade(outcomes, {0.0, 0.0}).accuracy[0] == doctest::Approx(0.80));
  CHECK(cascade(outcomes, {0.0, 0.0}).escalated[0] == doctest::Approx(1));
}

TEST_CASE("votes of three and five samples") {
  CHECK(majority_right(1, 0.7, 0.4)[0] == doctest::Approx(0.7));
  CHECK(majority_right(3, 0.7, 0.0)[0] == doctest::Approx(0.784));
  CHECK(majority_right(3, 0.7, 0.5)[0] == doctest::Approx(0.714));
  // 10 x 0.343 x 0.09 + 5 x 0.2401 x 0.3 + 0.16807.
  CHECK(majority_right(5, 0.7, 0.0)[0] == doctest::Approx(0.83692));
  // Two samples: both right, or one and the lot: 0.49 + 0.21.
  CHECK(majority_right(2, 0.7, 0.0)[0] == doctest::Approx(0.7));
}

TEST_CASE(
    "the more samples are alike, the less a vote is worth; of a model that is mostly wrong it is worth less "
    "than one") {
  double before = 1;
  for (const double rho : {0.0, 0.1, 0.3, 0.6, 0.9, 0.999}) {
    const double right = majority_right(9, 0.7, rho)[0];
    CHECK(right < before);
    CHECK(right > 0.7);
    CHECK(majority_right(9, 0.3, rho)[0] == doctest::Approx(1 - right));
    before = right;
  }
}

TEST_CASE("a cache of answers, and requests that must be right") {
  CHECK(cached_accuracy({0.3, 0.04}, 0.85)[0] == doctest::Approx(0.8398));
  const CriticalMix mix = by_criticality({0.1, 0.9, 0.05}, 0.85, 0.80);
  CHECK(mix.precise_share[0] == doctest::Approx(0.135));
  CHECK(mix.accuracy[0] == doctest::Approx(0.80675));
  CHECK(mix.critical_accuracy[0] == doctest::Approx(0.845));
}
