#include "quality/drawn_accuracy.h"

#include <doctest/doctest.h>

using namespace llmtco;

TEST_CASE("a weight format takes its share of the right answers") {
  // 80 % of which 2.5 % are lost: 0.80 x 0.975 = 0.78.
  DrawnAccuracy accuracy(0.8);
  CHECK(accuracy(Block()).constant() == 0.8);
  accuracy.loss = 0.025;
  CHECK(accuracy(Block()).constant() == doctest::Approx(0.78));
}
