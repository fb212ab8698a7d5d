#include "quality/format_effects.h"

#include <doctest/doctest.h>

#include <cmath>

#include "catalog/catalog.h"
#include "quality/accuracy.h"
#include "quality/quantization.h"

using namespace llmtco;

namespace {
constexpr Estimate two_bits{.value = 0.249, .low = 0.12, .high = 0.45};

double middle_loss(const Catalog& catalog, const ServedModel& served, const char* task) {
  const AccuracyFigure figure = accuracy_figure(catalog, served, task);
  return figure.loss ? mean(*figure.loss) : 0;
}
}  // namespace

TEST_CASE("generation of many steps loses more than multiple choice, by the power of its steps") {
  // Qwen3-8B in W2G64: MMLU 72.92 to 54.74, 24.9 %; 1 - 0.751^2.5 = 51.1 %, measured GSM8K 87.26 to 42.15, 51.7 %.
  const Estimate maths = task_loss(two_bits, "maths");
  CHECK(maths.value == doctest::Approx(1 - std::pow(0.751, 2.5)).epsilon(1e-9));
  CHECK(maths.value == doctest::Approx(0.517).epsilon(0.02));
  CHECK(maths.low < maths.value);
  CHECK(maths.value < maths.high);
  CHECK(maths.high < 1);
  // MMLU-Pro 62.14 to 26.30, 57.7 %: 1 - 0.751^3.3 = 61.1 %.
  CHECK(task_loss(two_bits, "general-knowledge-hard").value == doctest::Approx(0.577).epsilon(0.07));
  const Estimate choice = task_loss(two_bits, "general-knowledge");
  CHECK(choice.value == doctest::Approx(0.249));
  CHECK(choice.low == doctest::Approx(0.12));
  CHECK(choice.high == doctest::Approx(0.45));
  CHECK(task_loss(two_bits, "letters").value == 0.249);
  // A small loss: nearly 2.5 times.
  CHECK(task_loss({.value = 0.01, .low = 0.005, .high = 0.02}, "maths").value ==
        doctest::Approx(0.0248).epsilon(2e-3));
  CHECK(task_loss({}, "maths").high == 0);
}

TEST_CASE("a cache of fewer bits loses more, of sixteen nothing") {
  CHECK(cache_loss(16).high == 0);
  double before = 0;
  for (const double bits : {8.5, 8.0, 5.5, 4.5, 4.0, 3.0}) {
    CAPTURE(bits);
    const Estimate loss = cache_loss(bits);
    CHECK(loss.value >= before);
    CHECK(loss.low < loss.value);
    CHECK(loss.value < loss.high);
    before = loss.value;
  }
  CHECK(cache_loss(8).value == doctest::Approx(0.001));
  CHECK(cache_loss(4.5).value == doctest::Approx(0.009));
}

TEST_CASE("losses of weights and cache are one after the other") {
  // 1 - 0.9 x 0.95 = 14.5 %.
  const Estimate both =
      both_losses({.value = 0.1, .low = 0.05, .high = 0.2}, {.value = 0.05, .low = 0.01, .high = 0.1});
  CHECK(both.value == doctest::Approx(0.145));
  CHECK(both.low > 0.05);
  CHECK(both.high < 1 - 0.8 * 0.9);
  const Estimate alone = both_losses({.value = 0.1, .low = 0.05, .high = 0.2}, {});
  CHECK(alone.low == doctest::Approx(0.05));
  CHECK(alone.high == doctest::Approx(0.2));
}

TEST_CASE("bits, method, task and cache each change the accuracy") {
  const Catalog catalog;
  const auto loss = [&](const char* format, double cache, const char* task) {
    return middle_loss(catalog, {.model = "llama-3.1-8b", .format = format, .cache_bits = cache}, task);
  };
  CHECK(loss("q3_k_m", 16, "maths") > loss("q4_k_m", 16, "maths"));
  CHECK(loss("gptq-2bit-g128", 16, "maths") > loss("autoround-2bit-g128", 16, "maths"));
  CHECK(loss("q4_k_m", 16, "maths") > 1.5 * loss("q4_k_m", 16, "general-knowledge"));
  CHECK(loss("q4_k_m", 4.5, "maths") > loss("q4_k_m", 8, "maths"));
  CHECK(loss("q4_k_m", 8, "maths") > loss("q4_k_m", 16, "maths"));
  CHECK(loss("bf16", 8, "maths") > 0);
  CHECK(loss("bf16", 16, "maths") == 0);
}

TEST_CASE("the note beside an accuracy says what takes from it, and what single tokens lose") {
  const Catalog catalog;
  const auto note = [&](const char* format, double cache) {
    return accuracy_figure(catalog, {.model = "llama-3.1-8b", .format = format, .cache_bits = cache}, "maths")
        .loss_note;
  };
  CHECK(note("bf16", 16) == "");
  CHECK(note("bf16", 8).starts_with("; a cache of 8 bits loses 0.2 % of it"));
  CHECK(note("q4_k_m", 8).starts_with("; gguf-q4_k_m and a cache of 8 bits lose "));
  CHECK(note("q4_k_m", 16).find("; of single tokens, 1 % of tokens lose more than ") != std::string::npos);
  CHECK(note("q4_k_m", 16).find("from published quantizations") != std::string::npos);
}

TEST_CASE("tails: means hide what a hundredth of the tokens lose") {
  // llama.cpp tools/perplexity README, Llama 3 8B and Llama 2 7B.
  const FormatEffects& effects = shipped_format_effects();
  const FormatTail* q4 = tail_of("gguf-q4_k_m");
  REQUIRE(q4 != nullptr);
  CHECK(-*q4->p1_dp > 10 * -*q4->mean_dp);
  double before = 0;
  for (const char* format : {"gguf-q8_0", "gguf-q6_k", "gguf-q4_k_m", "gguf-q2_k"}) {
    CAPTURE(format);
    const FormatTail* tail = tail_of(format);
    REQUIRE(tail != nullptr);
    CHECK(-*tail->p1_dp > before);
    CHECK(-*tail->p01_dp > -*tail->p1_dp);
    before = -*tail->p1_dp;
  }
  CHECK(
      tail_text(*tail_of("gguf-iq2_xs")) ==
      "another token became the likeliest in 19.4 %, and 1 % of tokens diverge 15 times as far as the median "
      "(Mistral-7B)");
  CHECK(tail_of("fp16") == nullptr);
  const Catalog catalog;
  for (const FormatTail& tail : effects.tails) {
    CAPTURE(tail.format);
    CHECK(std::holds_alternative<WeightFormat>(catalog.format(tail.format)));
    CHECK(!tail_text(tail).empty());
    CHECK(!tail.source.empty());
  }
}

TEST_CASE("effects that contradict themselves are refused with their place") {
  Diagnostics diagnostics;
  read_format_effects("tasks:\n  maths: {power: [2, 3, 4], source: s, as_of: 2026}\ncaches: []\ntails: []\n",
                      "e.yaml", diagnostics);
  REQUIRE(diagnostics.has_errors());
  CHECK(diagnostics.sorted().front().message == "the typical value must lie between low and high");
  CHECK(to_text(diagnostics.sorted().front().location) == "e.yaml:2:18");
}
