#include "serving/speed_fit.h"

#include "../performance/placements.h"

using namespace llmtco;

TEST_CASE("the line through the speed model is within a few percent of it for a dense model") {
  const llmtco::Replica r = replica(placed("h100-80-sxm", 1, "llama-3.1-8b", "fp8"));
  serving::EngineSettings settings = serving::settings_of(serving::SchedulerKind::vllm);
  const serving::SpeedFit fit = serving::fit_step_time(r, settings, {.input = 1000, .output = 200});
  CHECK(fit.points > 30);
  CHECK(fit.mean_error < 0.05);
  CHECK(fit.largest_error < 0.25);
  for (const double c : {fit.time.t0, fit.time.c_pf, fit.time.c_attn, fit.time.c_dec, fit.time.c_kv})
    CHECK(c >= 0);
  // One sequence reads 8 GB of weights at 3.35 TB/s: 2.4 ms and more.
  CHECK(fit.time.t0 > 0.0024);
  CHECK(fit.time.t0 < 0.01);
}

TEST_CASE("blocks are what the memory has room for, and engines have their own schedulers") {
  // Llama 3.1 8B takes 131,072 bytes a token in 16 bits: some 58 GiB are 475,000 tokens, 29,700 blocks of 16.
  const Placement p = placed("h100-80-sxm", 1, "llama-3.1-8b", "fp16");
  CHECK(serving::kv_blocks_of(p, 16, 1200) > 20'000);
  CHECK(serving::kv_blocks_of(p, 16, 1200) < 35'000);
  CHECK(serving::kv_blocks_of(placed("h100-80-sxm", 1, "llama-3.1-70b", "fp16"), 16, 1200) == 0);
  const auto scheduler = [](const char* engine) {
    return serving::scheduler_of(std::get<Engine>(catalog().engine(engine)));
  };
  CHECK(scheduler("vllm") == serving::SchedulerKind::vllm);
  CHECK(scheduler("sglang") == serving::SchedulerKind::sglang);
  CHECK(scheduler("tensorrt-llm") == serving::SchedulerKind::tensorrt_llm);
  CHECK(scheduler("llama.cpp") == serving::SchedulerKind::sequential);
  CHECK(scheduler("transformers") == serving::SchedulerKind::fixed_batch);
}
