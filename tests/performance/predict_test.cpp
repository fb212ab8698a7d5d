#include "performance/predict.h"

#include <cmath>

#include "placements.h"

using namespace llmtco;

namespace {

const Predicted* named(const Prediction& p, std::string_view name) {
  for (const Predicted& n : p.numbers) {
    if (n.name == name) return &n;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a prediction gives rates, latencies and memory, each inside its interval") {
  const Prediction p = predict({.placement = placed("H100", 1, "llama-3.1-8b", "fp8"),
                                .input = 1024,
                                .output = 256,
                                .batch = 1,
                                .concurrency = {},
                                .rate = 5});
  CHECK(p.memory.fits);
  CHECK(p.largest_batch > 100);
  for (const char* name :
       {"decode_tok_s", "prefill_tok_s", "ttft_ms", "tpot_ms", "output_tok_s", "requests_per_s"}) {
    const Predicted* const n = named(p, name);
    CAPTURE(name);
    REQUIRE(n != nullptr);
    CHECK(n->p5 < n->value);
    CHECK(n->value < n->p95);
    CHECK(n->value > 0);
  }
  CHECK(named(p, "decode_tok_s")->bound == "weights");
  CHECK(named(p, "prefill_tok_s")->bound == "compute");
}

TEST_CASE(
    "at a rate, first tokens and tokens are slower the nearer a replica is to its capacity, and none above") {
  const auto at = [](std::optional<double> rate) {
    return predict({.placement = placed("H100", 1, "llama-3.1-8b", "fp8"), .concurrency = {}, .rate = rate});
  };
  const Prediction idle = at(1e-6), alone = at({});
  // Nobody else is there: TPOT is that of one request alone, TTFT its own prompt and a step.
  CHECK(named(idle, "tpot_ms")->value == doctest::Approx(named(alone, "tpot_ms")->value).epsilon(1e-6));
  CHECK(named(idle, "ttft_p95_ms")->value == doctest::Approx(named(idle, "ttft_ms")->value).epsilon(1e-3));
  const double capacity = named(idle, "requests_per_s")->value;
  double ttft = 0, tpot = 0, in_flight = 0;
  for (const double load : {0.1, 0.5, 0.9, 0.99}) {
    CAPTURE(load);
    const Prediction p = at(load * capacity);
    REQUIRE(p.at_rate);
    CHECK(p.at_rate->load == doctest::Approx(load));
    // Little's law: in flight = rate x tokens of an answer x TPOT.
    CHECK(p.at_rate->in_flight ==
          doctest::Approx(load * capacity * 256 * named(p, "tpot_ms")->value / 1000).epsilon(0.02));
    CHECK(named(p, "ttft_ms")->value > ttft);
    CHECK(named(p, "tpot_ms")->value > tpot);
    CHECK(named(p, "tpot_p95_ms")->value >= named(p, "tpot_ms")->value);
    CHECK(p.at_rate->in_flight > in_flight);
    ttft = named(p, "ttft_ms")->value;
    tpot = named(p, "tpot_ms")->value;
    in_flight = p.at_rate->in_flight;
  }
  const Prediction above = at(1.01 * capacity);
  CHECK_FALSE(above.at_rate->serves());
  CHECK(named(above, "ttft_ms") == nullptr);
  CHECK(named(above, "requests_per_s")->value == doctest::Approx(capacity));
}

TEST_CASE("what does not fit has a reason and no numbers") {
  const Prediction p = predict({.placement = placed("RTX 4090", 1, "llama-3.1-70b", "fp16", "llama.cpp"),
                                .concurrency = {},
                                .rate = {}});
  CHECK(p.numbers.empty());
  CHECK_FALSE(p.memory.reason.empty());
}

TEST_CASE("hardware and engines without rows are predicted, and said so") {
  const Prediction p = predict(
      {.placement = placed("MI355X", 1, "llama-3.1-70b", "fp8", "tgi"), .concurrency = {}, .rate = {}});
  REQUIRE(p.notes.size() == 2);
  CHECK(p.notes[0] == "no measured rows of this accelerator: values of its class");
  CHECK(p.notes[1] == "no measured rows of this engine: values of its kind");
  CHECK_FALSE(p.numbers.empty());
}

TEST_CASE("intervals are wider where class, engine or shape have no rows of their own") {
  const auto width = [](const Placement& p) {
    const Prediction made = predict({.placement = p, .concurrency = {}, .rate = {}});
    const Predicted& n = *named(made, "decode_tok_s");
    return std::log(n.p95 / n.p5);
  };
  const double plain = width(placed("H100", 1, "llama-3.1-8b", "fp8"));
  CHECK(width(placed("H100 NVL", 1, "llama-3.1-8b", "fp8")) == doctest::Approx(plain));  // Hopper has rows
  CHECK(width(placed("MI355X", 1, "llama-3.1-8b", "fp8")) == doctest::Approx(1.3 * plain));
  CHECK(width(placed("H100", 1, "llama-3.1-8b", "fp8", "tgi")) == doctest::Approx(1.3 * plain));
  Placement guessed = placed("H100", 1, "llama-3.1-8b", "fp8");
  guessed.assumed_shape = true;
  CHECK(width(guessed) == doctest::Approx(1.5 * plain));
}

TEST_CASE("every accelerator is predicted under every engine it may run") {
  for (const char* gpu :
       {"GH200", "H100 NVL", "H200 NVL", "MI250X", "MI300X", "MI325X", "MI355X", "A10G", "RX 7900 XTX",
        "RTX 5090", "RTX 2080 Ti", "L4", "L40S", "A30", "GB200", "GB300", "B300", "RTX PRO 6000"}) {
    for (const char* engine :
         {"vllm", "tensorrt-llm", "sglang", "tgi", "ollama", "llama.cpp", "exllamav2", "lmdeploy"}) {
      const Prediction p = predict(
          {.placement = placed(gpu, 8, "llama-3.2-3b", "fp16", engine), .concurrency = {}, .rate = {}});
      CAPTURE(gpu);
      CAPTURE(engine);
      CHECK(p.memory.fits);
      for (const Predicted& n : p.numbers) CHECK((std::isfinite(n.value) && n.value > 0));
    }
  }
}

TEST_CASE("Ollama is as fast as the llama.cpp it runs") {
  const auto rate = [](const char* engine) {
    const Prediction p = predict({.placement = placed("RTX 4090", 1, "llama-3-8b", "gguf-q4_k_m", engine),
                                  .concurrency = {},
                                  .rate = {}});
    return named(p, "decode_tok_s")->value;
  };
  CHECK(rate("ollama") == rate("llama.cpp"));
}
