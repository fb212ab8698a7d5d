#include "serving/host_times.h"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "serving/speed_fit.h"

namespace llmtco::serving {
namespace {

constexpr double us = 1e-6, ms = 1e-3;

/// "0.7.3", "v0.20.1+transformers": 0.7 and 0.20 as 7 and 20; nothing where there is no such number.
std::optional<int> minor_of(const std::string& version) {
  int major = 0, minor = 0;
  const char* const text = version.c_str();
  if (std::sscanf(text + (version.starts_with('v') ? 1 : 0), "%d.%d", &major, &minor) != 2) return std::nullopt;
  return 1000 * major + minor;
}

struct LoopTimes {
  EngineLoop loop;
  HostTimes times;
  double other_front;
};
constexpr LoopTimes fitted[] = {
    {EngineLoop::vllm_v0, {.per_token = 170 * us, .per_request = 0, .per_prompt_token = 0, .front = 10 * ms}, 10 * ms},
    {EngineLoop::vllm, {.per_request = 8 * ms, .per_prompt_token = 2.4 * us, .front = 6 * ms}, 6 * ms},
    {EngineLoop::sglang, {.per_token = 100 * us, .per_prompt_token = 7.9 * us, .front = 20 * ms}, 190 * ms},
    {EngineLoop::tensorrt_llm, {.per_request = 0.8 * ms, .per_prompt_token = 0.9 * us, .front = 42 * ms}, 150 * ms},
};

}  // namespace

EngineLoop loop_of(const Engine& engine) {
  if (engine.id.starts_with("sglang")) return EngineLoop::sglang;
  if (engine.id.starts_with("tensorrt")) return EngineLoop::tensorrt_llm;
  if (!engine.id.starts_with("vllm")) return EngineLoop::other;
  return minor_of(engine.version).value_or(1000) < 8 ? EngineLoop::vllm_v0 : EngineLoop::vllm;
}

HostTimes host_times_of(const Engine& engine, const Shape& shape) {
  EngineLoop loop = loop_of(engine);
  const bool ahead = loop == EngineLoop::sglang || loop == EngineLoop::tensorrt_llm ||
                     (loop == EngineLoop::vllm && minor_of(engine.version).value_or(1000) >= 14);
  if (loop == EngineLoop::other) loop = EngineLoop::vllm;
  const auto* const found =
      std::find_if(std::begin(fitted), std::end(fitted), [&](const LoopTimes& l) { return l.loop == loop; });
  HostTimes times = found->times;
  if (shape.latent || shape.linear_layers > 0) times.front = found->other_front;
  times.plans_ahead = ahead;
  return times;
}

void add_host_times(const HostTimes& host, const llmtco::Replica& replica, EngineSettings& s, StepTime& time) {
  s.host_per_token = host.per_token;
  s.host_per_request = host.per_request;
  s.front = host.front;
  s.plans_ahead = host.plans_ahead;
  s.prompt_launch = replica.online.first_launch;
  time.c_pf += host.per_prompt_token;
}

EngineSettings default_settings(const Engine& engine, const Model& model) {
  constexpr int longest_whole = 32'768;
  if (loop_of(engine) != EngineLoop::vllm_v0) return settings_of(scheduler_of(engine));
  const bool chunks = model.context > longest_whole;
  EngineSettings s = settings_of(chunks ? SchedulerKind::sarathi : SchedulerKind::prefill_first);
  s.token_budget = chunks ? 2048 : std::max(2048, model.context);
  return s;
}

}  // namespace llmtco::serving
