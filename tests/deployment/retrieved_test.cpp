#include "deployment/retrieved.h"

#include <doctest/doctest.h>

#include "routing/votes.h"

using namespace llmtco;

TEST_CASE("legs that read the same passages are wrong together where these lack the answer") {
  // 0.9 of both 0.62, only the second 0.18, only the first 0.08.
  const routing::Outcomes all = less_misses(routing::outcomes_of(0.80, 0.70, 0.62), 0.9);
  CHECK(all.both.constant() == doctest::Approx(0.558));
  CHECK(all.strong_only.constant() == doctest::Approx(0.162));
  CHECK(all.weak_only.constant() == doctest::Approx(0.072));
  CHECK(all.neither.constant() == doctest::Approx(0.208));
}

TEST_CASE("asking a model again finds nothing new in the same passages") {
  // Of 0.63 right answers 0.7 where found: three votes 0.784 there, 0.9 x 0.784 in all, not the 0.6906 of 0.63 alone.
  const Column found = where_found(0.63, 0.9);
  CHECK(found.constant() == doctest::Approx(0.7));
  CHECK(less_misses(routing::majority_right(3, found, 0.0), 0.9).constant() == doctest::Approx(0.7056));
  CHECK(routing::majority_right(3, 0.63, 0.0).constant() == doctest::Approx(0.6906).epsilon(1e-4));
}

TEST_CASE("where nothing is ever found no answer is right, and nothing is divided by it") {
  CHECK(where_found(0.0, 0.0).constant() == 0);
  CHECK(where_found(0.9, 1.0).constant() == 0.9);
}

TEST_CASE("what a router sends where the passages lack the answer is sent in vain") {
  // 30 % sent, 20 % in vain, so that 10 % are right by the strong leg alone; 0.9 of these remain: 0.30 - 0.09 = 0.21.
  const routing::Routed routed = less_misses(
      routing::Routed{.strong_share = 0.3, .accuracy = 0.8, .needless = 0.2, .missed = 0.05}, 0.9);
  CHECK(routed.strong_share.constant() == 0.3);
  CHECK(routed.accuracy.constant() == doctest::Approx(0.72));
  CHECK(routed.needless.constant() == doctest::Approx(0.21));
  CHECK(routed.missed.constant() == doctest::Approx(0.045));
}
