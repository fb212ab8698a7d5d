#include "routing/router.h"

#include "routing/curve_table.h"

using namespace llmtco;
using namespace llmtco::routing;

namespace {
const Outcomes usual{0.62, 0.18, 0.08, 0.12};
}

TEST_CASE("a router with AUC 0.8 at one false alarm in five") {
  // d = sqrt(2) x 0.841621 = 1.190232, Phi(1.190232 - 0.841621) = Phi(0.348611) = 0.636310; 0.2^0.25 = 0.668740.
  CHECK(caught_at(CurveShape::binormal, 0.8, 0.2)[0] == doctest::Approx(0.63631).epsilon(1e-5));
  CHECK(caught_at(CurveShape::power, 0.8, 0.2)[0] == doctest::Approx(0.66874).epsilon(1e-5));
  // Sent 0.18 x 0.63631 + 0.82 x 0.2 = 0.278536; right 0.70 + 0.114536 - 0.08 x 0.2 = 0.798536.
  const Routed mix = routed_by_auc(usual, CurveShape::binormal, 0.8, 0.8);
  CHECK(mix.strong_share[0] == doctest::Approx(0.278536).epsilon(1e-5));
  CHECK(mix.accuracy[0] == doctest::Approx(0.798536).epsilon(1e-5));
  CHECK(mix.needless[0] == doctest::Approx(0.164).epsilon(1e-12));
  CHECK(mix.missed[0] == doctest::Approx(0.18 * (1 - 0.63631)).epsilon(1e-4));
}

TEST_CASE("both shapes have the area they are named for") {
  for (const CurveShape shape : {CurveShape::binormal, CurveShape::power}) {
    for (const double auc : {0.5, 0.65, 0.8, 0.95}) {
      CAPTURE(auc);
      constexpr int steps = 100'000;
      double area = 0;
      for (int i = 0; i < steps; i += 1) area += caught_at(shape, auc, (i + 0.5) / steps)[0] / steps;
      CHECK(area == doctest::Approx(auc).epsilon(1e-4));
    }
  }
}

TEST_CASE("at threshold 0 all goes to the strong model, at 1 nothing") {
  for (const CurveShape shape : {CurveShape::binormal, CurveShape::power}) {
    const Routed all = routed_by_auc(usual, shape, 0.8, 0.0), none = routed_by_auc(usual, shape, 0.8, 1.0);
    CHECK(all.strong_share[0] == 1);
    CHECK(all.accuracy[0] == doctest::Approx(0.80));
    CHECK(none.strong_share[0] == 0);
    CHECK(none.accuracy[0] == doctest::Approx(0.70));
  }
}

TEST_CASE("a router that knows everything is nowhere below another of the same share") {
  const std::vector<Outcomes> all{usual, {0.5, 0.1, 0.3, 0.1}, {0.2, 0.6, 0.0, 0.2}, {0.9, 0.05, 0.05, 0.0}};
  for (const Outcomes& outcomes : all) {
    for (const CurveShape shape : {CurveShape::binormal, CurveShape::power}) {
      for (const double auc : {0.5, 0.7, 0.9, 0.999}) {
        for (int t = 0; t <= 100; ++t) {
          const Routed some = routed_by_auc(outcomes, shape, auc, t / 100.0);
          const Routed best = routed_perfectly(outcomes, some.strong_share);
          const Routed lot = routed_at_random(outcomes, some.strong_share);
          CHECK(best.accuracy[0] >= some.accuracy[0] - 1e-12);
          CHECK(best.accuracy[0] >= lot.accuracy[0] - 1e-12);
          CHECK(some.strong_share[0] >= -1e-15);
        }
      }
    }
  }
}

TEST_CASE("the share that is sent falls as the threshold rises, and so does what it costs") {
  for (const double auc : {0.5, 0.7, 0.95}) {
    double before = 2;
    for (int t = 0; t <= 100; ++t) {
      const double share = routed_by_auc(usual, CurveShape::binormal, auc, t / 100.0).strong_share[0];
      CHECK(share < before);
      before = share;
    }
  }
}

TEST_CASE("a router that tells nothing mixes on the line between the two models") {
  for (int t = 0; t <= 10; ++t) {
    const Routed mix = routed_by_auc(usual, CurveShape::binormal, 0.5, t / 10.0);
    CHECK(mix.strong_share[0] == doctest::Approx(1 - t / 10.0));
    CHECK(mix.accuracy[0] == doctest::Approx(0.7 + 0.1 * (1 - t / 10.0)));
  }
}

TEST_CASE("more hard questions than was thought are more to the strong model") {
  // The trap of the small model: 18 % thought to need the strong one, 30 % do.
  const Routed thought = routed_by_auc(usual, CurveShape::binormal, 0.8, 0.8);
  const Routed found = routed_by_auc({0.50, 0.30, 0.08, 0.12}, CurveShape::binormal, 0.8, 0.8);
  CHECK(found.strong_share[0] > thought.strong_share[0]);
  CHECK(found.missed[0] > thought.missed[0]);
}

TEST_CASE("a measured curve says which part of the way to the strong model is made") {
  const std::vector<CurvePoint> curve{{0, 0.68}, {0.2, 0.76}, {1, 0.80}};
  CHECK(problems_of(curve).empty());
  CHECK(recovered_at(curve, 0.0)[0] == doctest::Approx(0));
  CHECK(recovered_at(curve, 0.1)[0] == doctest::Approx(1.0 / 3));
  CHECK(recovered_at(curve, 0.2)[0] == doctest::Approx(2.0 / 3));
  CHECK(recovered_at(curve, 0.6)[0] == doctest::Approx(2.0 / 3 + 1.0 / 6));
  CHECK(recovered_at(curve, 1.0)[0] == doctest::Approx(1));
}

TEST_CASE("curves that are none are refused, point by point") {
  const auto messages = [](const std::vector<CurvePoint>& curve) {
    std::vector<std::string> all;
    for (const CurveProblem& problem : problems_of(curve)) all.push_back(problem.why.message);
    return all;
  };
  CHECK(messages({{0, 0.68}, {0.5, 0.66}, {1, 0.8}}) ==
        std::vector<std::string>{"the curve is not monotone: 0.66 right behind 0.68"});
  CHECK(messages({{0.1, 0.68}, {0.1, 0.7}, {0.9, 0.8}}).size() == 3);
  CHECK(messages({{0, 0.7}, {1, 0.7}}) ==
        std::vector<std::string>{"the strong model of the curve is no better than the weak one"});
  CHECK(messages({{0, 0.7}}).size() == 1);
}
