#pragma once
#include "performance/load.h"
#include "serving/settings.h"
#include "serving/step_time.h"

namespace llmtco::serving {

/// Which loop an engine runs: they differ in how they plan steps and in what the processor does for each.
enum class EngineLoop { vllm_v0, vllm, sglang, tensorrt_llm, other };

/// By name and version: vLLM before 0.8 is v0, and none is taken for the last one.
EngineLoop loop_of(const Engine& engine);

/// Work of the processor that the speed model's step does not hold, in seconds, and how far ahead steps are planned.
///
/// The speed model's step of a server has launches, sampling and the work for each sequence already (coefficients `step`,
/// `sequence` and `online`), fitted on times per token; these come on top of it, and what it has for the first token of a
/// closed loop (`first_fixed`, `first_wave`, `request` ...) is not used where requests are simulated.
struct HostTimes {
  double per_token = 0;         ///< of each token that comes out of a step
  double per_request = 0;       ///< of each request that starts, in the step that starts it
  double per_prompt_token = 0;  ///< of each token of a prompt, in the step that computes it
  double front = 0;             ///< of each request outside of the steps (EngineSettings::front)
  bool plans_ahead = false;     ///< EngineSettings::plans_ahead
};

/// Fitted on measured servers, one set for a loop whatever its version (docs/serving.md; lib/fitting/host_fit.h).
///
///     loop           token   request  prompt token  front, plain / other attention
///
/// Other: latent or linear attention, of which there are rows of 400B and more only, on eight GPUs. A loop without rows has
/// the times of vLLM. vLLM plans ahead from 0.14 on ("async scheduling is on by default", its release notes).
HostTimes host_times_of(const Engine& engine, const Shape& shape);

/// Puts them, and the time that a prompt's kernels take to launch by the speed model, into what a simulation takes.
void add_host_times(const HostTimes& host, const llmtco::Replica& replica, EngineSettings& settings,
                    StepTime& time);

/// The scheduler and its settings as the engine starts without flags, its version looked at: before 0.8 vLLM computes whole
/// prompts first, and in chunks of 2,048 tokens models whose context is longer than 32,768.
EngineSettings default_settings(const Engine& engine, const Model& model);

}  // namespace llmtco::serving
