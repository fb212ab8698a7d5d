#include "serving/host_times.h"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "serving/speed_fit.h"

namespace llmtco::serving {
namespace {

constexpr double us = 1e-6, ms = 1e-3;
constexpr int newest = 1000;  ///< of releases before 1.0

/// "0.7.3", "v0.20.1+transformers": 0.7 and 0.20 as 7 and 20; nothing where there is no such number.
std::optional<int> minor_of(const std::string& version) {
  int major = 0, minor = 0;
  const char* const text = version.c_str();
  if (std::sscanf(text + (version.starts_with('v') ? 1 : 0), "%d.%d", &major, &minor) != 2)
    return std::nullopt;
  return 1000 * major + minor;
}

/// In the order of EngineLoop.
constexpr LoopTimes fitted[] = {
    {.per_token = 57 * us,
     .expert_request = 10 * ms,
     .expert_token = 2.4 * us,
     .front = 33 * ms,
     .other_front = 33 * ms},
    {.expert_request = 8.8 * ms, .expert_token = 2.5 * us, .front = 9.5 * ms, .other_front = 9.5 * ms},
    {.per_token = 160 * us, .expert_token = 7.8 * us, .front = 15 * ms, .other_front = 190 * ms},
    {.expert_request = 1.1 * ms, .expert_token = 1.3 * us, .front = 33 * ms, .other_front = 260 * ms},
};

}  // namespace

EngineLoop loop_of(const Engine& engine) {
  if (engine.id.starts_with("sglang")) return EngineLoop::sglang;
  if (engine.id.starts_with("tensorrt")) return EngineLoop::tensorrt_llm;
  if (!engine.id.starts_with("vllm")) return EngineLoop::other;
  return minor_of(engine.version).value_or(newest) < 8 ? EngineLoop::vllm_v0 : EngineLoop::vllm;
}

const LoopTimes& loop_times(EngineLoop loop) {
  return fitted[static_cast<std::size_t>(loop == EngineLoop::other ? EngineLoop::vllm : loop)];
}

HostTimes host_times(const LoopTimes& times, const Engine& engine, const Shape& shape) {
  const EngineLoop loop = loop_of(engine);
  if (!engine.paged_kv) return {};
  const bool experts = shape.mixture && !shape.latent;
  const bool other = shape.latent || shape.linear_layers > 0;
  return {.per_token = times.per_token,
          .per_request = experts ? times.expert_request : 0,
          .per_prompt_token = experts ? times.expert_token : 0,
          .front = other ? times.other_front : times.front,
          .plans_ahead = loop == EngineLoop::sglang || loop == EngineLoop::tensorrt_llm ||
                         (loop == EngineLoop::vllm && minor_of(engine.version).value_or(newest) >= 14)};
}

HostTimes host_times_of(const Engine& engine, const Shape& shape) {
  return host_times(loop_times(loop_of(engine)), engine, shape);
}

void add_host_times(const HostTimes& host, const llmtco::Replica& replica, EngineSettings& s) {
  s.host_per_token = host.per_token;
  s.host_per_request = host.per_request;
  s.front = host.front;
  s.plans_ahead = host.plans_ahead;
  s.prompt_launch = replica.online.first_launch;
  s.host_per_prompt_token = host.per_prompt_token;
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
