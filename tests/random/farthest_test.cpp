#include "random/farthest.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "random/quantile.h"

using namespace llmtco;
using namespace llmtco::distributions;

TEST_CASE("no draw lies farther from zero than a distribution says, and none says much more") {
  const std::vector<Distribution> all = {Normal{-3, 2},
                                         Lognormal{2, 1.5},
                                         Uniform{-7, 3},
                                         Triangular{0, 1, 4},
                                         Pert{0, 1, 4},
                                         Gamma{0.1, 3},
                                         Gamma{100, 0.5},
                                         Beta{2, 3, -1, 1},
                                         Discrete{{-2, 5}, {0.5, 0.5}},
                                         Empirical{{-4, 1}},
                                         Mixture{{0.5, 0.5}, {Uniform{0, 1}, Normal{0, 3}}},
                                         truncated(Normal{0, 100}, -5, 2)};
  for (const Distribution& each : all) {
    const Quantile quantile(each);
    double reached = 0;
    for (const double u : {0x1p-54, 1 - 0x1p-53})
      reached = std::max(reached, std::fabs(quantile(Column(u))[0]));
    CAPTURE(each.kind.index());
    CHECK(reached <= farthest(each) * (1 + 1e-12));
    CHECK(farthest(each) <= 3 * reached);
  }
  // exp(8.5 x 100) is beyond every double.
  CHECK(std::isinf(farthest(Lognormal{1, 100})));
}
