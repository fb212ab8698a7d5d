#include "serving/host_times.h"

#include "../performance/placements.h"
#include "serving/simulate.h"
#include "serving/speed_fit.h"

using namespace llmtco;
using serving::EngineLoop;

namespace {

Engine engine(const char* name) { return std::get<Engine>(catalog().engine(name)); }

Engine version(const char* name, const char* number) {
  Engine e = engine(name);
  e.version = number;
  return e;
}

serving::Load closed_loop(int places, int requests, std::int32_t input, std::int32_t output) {
  serving::Load load;
  load.in_flight = places;
  for (int i = 0; i < requests; ++i) load.requests.push_back({.input = input, .output = output});
  return load;
}

double first_token(const serving::Simulation& s, std::size_t i) {
  return serving::in_seconds(s.outcomes[i].first_token - s.outcomes[i].arrival);
}

}  // namespace

TEST_CASE("an engine's loop follows from its name and version") {
  CHECK(serving::loop_of(version("vllm", "0.7.3")) == EngineLoop::vllm_v0);
  CHECK(serving::loop_of(version("vllm", "v0.6.5.dev964+mlperf50")) == EngineLoop::vllm_v0);
  CHECK(serving::loop_of(version("vllm", "0.8.0")) == EngineLoop::vllm);
  CHECK(serving::loop_of(engine("vllm")) == EngineLoop::vllm);
  CHECK(serving::loop_of(version("vllm", "nightly-5b8c")) == EngineLoop::vllm);
  CHECK(serving::loop_of(engine("sglang")) == EngineLoop::sglang);
  CHECK(serving::loop_of(engine("tensorrt-llm")) == EngineLoop::tensorrt_llm);
  CHECK(serving::loop_of(engine("llama.cpp")) == EngineLoop::other);
}

TEST_CASE(
    "experts take time for each prompt, other attention waits outside of the steps, llama.cpp has neither") {
  const llmtco::Replica dense = replica(placed("h100-80-sxm", 1, "llama-3.1-8b", "fp8"));
  const llmtco::Replica experts = replica(placed("h200-141-sxm", 1, "gpt-oss-120b", "mxfp4"));
  const llmtco::Replica latent = replica(placed("h200-141-sxm", 8, "deepseek-r1", "fp8"));
  const auto times = [](const char* name, const llmtco::Replica& r) {
    return serving::host_times_of(engine(name), r.shape);
  };
  CHECK(times("vllm", dense).per_request == 0);
  CHECK(times("vllm", dense).per_prompt_token == 0);
  CHECK(times("vllm", experts).per_request == doctest::Approx(8.8e-3));
  CHECK(times("vllm", experts).per_prompt_token == doctest::Approx(2.5e-6));
  CHECK(times("sglang", latent).per_prompt_token == 0);
  CHECK(times("sglang", latent).front > 5 * times("sglang", dense).front);
  CHECK(times("llama.cpp", dense).front == 0);
  CHECK_FALSE(serving::host_times_of(version("vllm", "0.10.2"), dense.shape).plans_ahead);
  CHECK(serving::host_times_of(version("vllm", "0.15.1"), dense.shape).plans_ahead);

  serving::EngineSettings settings;
  const double alone = serving::fit_step_time(experts, settings, {}).time.c_pf;
  serving::add_host_times(times("vllm", experts), experts, settings);
  CHECK(serving::fit_step_time(experts, settings, {}).time.c_pf == doctest::Approx(alone + 2.5e-6));
  CHECK(settings.prompt_launch == experts.online.first_launch);
}

TEST_CASE("vLLM before 0.8 computes whole prompts first, and chunks of 2,048 tokens for long contexts") {
  const auto model = [](const char* name) { return std::get<Model>(catalog().model(name)); };
  const auto old = [&](const char* name) {
    return serving::default_settings(version("vllm", "0.7.3"), model(name));
  };
  CHECK(old("llama-3-8b").scheduler == serving::SchedulerKind::prefill_first);
  CHECK(old("llama-3-8b").token_budget == 8192);
  CHECK(old("llama-3.1-8b").scheduler == serving::SchedulerKind::sarathi);
  CHECK(old("llama-3.1-8b").token_budget == 2048);
  CHECK(serving::default_settings(engine("vllm"), model("llama-3.1-8b")).token_budget == 8192);
}

TEST_CASE("a prompt computed in whole waits for a step with room for it") {
  // Steps of 10 ms, a budget of 250 tokens, three prompts of 100: two come into the first step, the third into the second;
  // in chunks the third has half of its tokens in the first and is done with the second as well.
  serving::EngineSettings s = serving::settings_of(serving::SchedulerKind::tensorrt_llm);
  s.token_budget = 250;
  s.max_batch = 8;
  s.whole_prompts = true;
  const serving::StepTime step{.t0 = 0.01};
  const serving::Simulation whole = serving::simulate(closed_loop(3, 3, 100, 2), step, s);
  CHECK(first_token(whole, 1) == doctest::Approx(0.01));
  CHECK(first_token(whole, 2) == doctest::Approx(0.02));
  CHECK(serving::in_seconds(whole.outcomes[2].start) == doctest::Approx(0.01));
  // A prompt longer than the budget is refused, and none is in chunks.
  CHECK(serving::simulate(closed_loop(1, 1, 300, 2), step, s).counts.rejected == 1);
  s.whole_prompts = false;
  CHECK(serving::simulate(closed_loop(1, 1, 300, 2), step, s).counts.rejected == 0);
}

TEST_CASE("where steps are planned ahead, an answer's successor is in the third step from then") {
  // Two places, answers of 5 and 50 tokens. The first is done at 50 ms, and the next request comes just after. The step from
  // there is launched, that from 60 ms put together: it is in the one from 70 ms, and has its first token at 80, 30 ms after
  // it came in place of 10.
  serving::Load load = closed_loop(2, 3, 10, 50);
  load.requests[0].output = 5;
  serving::EngineSettings s = serving::settings_of(serving::SchedulerKind::vllm);
  const serving::StepTime step{.t0 = 0.01};
  CHECK(first_token(serving::simulate(load, step, s), 2) == doctest::Approx(0.01));
  s.plans_ahead = true;
  CHECK(first_token(serving::simulate(load, step, s), 2) == doctest::Approx(0.03));
  // Requests are looked for every eight steps that only decode, the first time at the end of the prompts' step: at 10, then
  // 90 ms.
  s.plans_ahead = false;
  s.receive_interval = 8;
  CHECK(first_token(serving::simulate(load, step, s), 2) == doctest::Approx(0.05));
}

TEST_CASE("prompts are held back until there are enough of them, or the steps are over") {
  // Two places of 100 and 1,000 tokens to say; the third request comes at 1 s and waits for 20 steps of 10 ms.
  serving::Load load = closed_loop(2, 3, 100, 1000);
  load.requests[0].output = 100;
  serving::EngineSettings s = serving::settings_of(serving::SchedulerKind::tensorrt_llm);
  s.wait_steps = 20;
  s.wait_share = 0.9;
  const serving::Simulation held = serving::simulate(load, {.t0 = 0.01}, s);
  CHECK(first_token(held, 2) == doctest::Approx(0.21));
  s.token_budget = 110;  // 0.9 of it are 99 tokens: one prompt is enough
  s.max_batch = 8;
  CHECK(first_token(serving::simulate(load, {.t0 = 0.01}, s), 2) == doctest::Approx(0.01));
}

TEST_CASE("what is outside of the steps is in the times to first and last token, and nowhere else") {
  serving::EngineSettings s = serving::settings_of(serving::SchedulerKind::vllm);
  const serving::Load load = closed_loop(1, 2, 10, 5);
  const serving::Simulation bare = serving::simulate(load, {.t0 = 0.01}, s);
  s.front = 0.03;
  const serving::Simulation more = serving::simulate(load, {.t0 = 0.01}, s);
  CHECK(first_token(more, 0) == doctest::Approx(first_token(bare, 0) + 0.03));
  CHECK(more.outcomes[1].end - bare.outcomes[1].end == serving::in_picoseconds(0.03));
  CHECK(more.outcomes[1].arrival == bare.outcomes[1].arrival);
}

TEST_CASE("kernels launched one by one are the least a prompt's step takes") {
  serving::EngineSettings s = serving::settings_of(serving::SchedulerKind::vllm);
  s.prompt_launch = 0.025;
  // 10 ms a step: the prompt's takes 25, the four that decode 10 each.
  const serving::Simulation sim = serving::simulate(closed_loop(1, 1, 10, 5), {.t0 = 0.01}, s);
  CHECK(first_token(sim, 0) == doctest::Approx(0.025));
  CHECK(serving::in_seconds(sim.end) == doctest::Approx(0.065));
}
