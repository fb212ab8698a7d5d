#include "performance/weights_ratio.h"

#include <doctest/doctest.h>

#include "placements.h"

using namespace llmtco;

TEST_CASE("the factor of weights makes a step as much faster than 16-bit weights as the ratio says") {
  // T16 = 20 ms, T(1) = 8 ms, W = 5 ms. 2.5 times: 20 / 2.5 = 8 ms, as it is. 4 times: 5 ms = 8 - 0.6 x 5.
  const WeightsByRatio line{.wide_over_weights = 20.0 / 5, .rest = 1 - 8.0 / 5};
  CHECK(line.factor(2.5).constant() == doctest::Approx(1));
  CHECK(line.factor(4.0).constant() == doctest::Approx(0.4));
  CHECK(line.factor(100.0).constant() == 0.05);  // 0.04 - 0.6 is less than nothing
}

TEST_CASE("a real model on a real GPU then decodes one request as fast as the ratio says") {
  const Replica wide = replica(placed("RTX 4090", 1, "llama-3.1-8b", "fp16", "llama.cpp"));
  const Replica small = replica(placed("RTX 4090", 1, "llama-3.1-8b", "gguf-q4_k_m", "llama.cpp"));
  const auto step = [](const Replica& replica, const Column& weights) {
    Factors factors;
    factors.parts.weights = weights;
    return decode_step(replica, 1.0, Drawn<Tokens>(Column(64.0)), factors).time / second;
  };
  const WeightsByRatio line = weights_by_ratio(small, wide);
  for (const double ratio : {1.5, 2.5, 3.0}) {
    CAPTURE(ratio);
    const double wanted = step(wide, 1.0)[0] / ratio;
    CHECK(step(small, line.factor(ratio))[0] == doctest::Approx(wanted).epsilon(0.02));
  }
}
