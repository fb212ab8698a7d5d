#include "quality/token_tails.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace llmtco;

namespace {

TailFactor of(const char* id) {
  const Catalog catalog;
  const auto found = catalog.format(id);
  REQUIRE(std::holds_alternative<WeightFormat>(found));
  return tail_factor(std::get<WeightFormat>(found), catalog);
}

}  // namespace

TEST_CASE("four bits lose 5.3 to 8.5 times as much in the tail as eight") {
  const TailFactor q4 = of("gguf-q4_k_m");
  CHECK(q4.low == doctest::Approx(19.567 / 3.698));
  CHECK(q4.high == doctest::Approx(56.054 / 6.579));
  CHECK(q4.of == "Llama-2-7B, Llama-3-8B");
}

TEST_CASE("eight bits and more lose nothing that anybody measured") {
  for (const char* id : {"fp16", "fp8", "gguf-q8_0"}) {
    CHECK(of(id).low == 1);
    CHECK(of(id).high == 1);
  }
}

TEST_CASE("the factor rises as bits fall, measured or not") {
  double before = 1;
  for (const char* id : {"gguf-q6_k", "gguf-q4_k_m", "gguf-iq3_m", "gguf-iq2_xs", "gguf-iq1_s"}) {
    CAPTURE(id);
    CHECK(of(id).high > before);
    before = of(id).high;
  }
}

TEST_CASE("divergences alone tell by their root: IQ2_XS of Mistral 7B over its Q6_K") {
  const TailFactor q6 = of("gguf-q6_k"), iq2 = of("gguf-iq2_xs");
  CHECK(iq2.low == doctest::Approx(q6.low * std::sqrt(1.7693 / 0.0222)));
}

TEST_CASE("a format that nobody measured lies by its bits between two that were") {
  const TailFactor awq = of("awq-4bit-g128");
  CHECK(awq.low >= of("gguf-q5_k_m").low);
  CHECK(awq.high <= of("gguf-q2_k").high);
  CHECK(awq.of.find("by its bits between") == 0);
}
