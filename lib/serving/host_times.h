#pragma once
#include "performance/load.h"
#include "serving/settings.h"

namespace llmtco::serving {

/// Which loop an engine runs: they differ in how they plan steps and in what the processor does for each.
enum class EngineLoop { vllm_v0, vllm, sglang, tensorrt_llm, other };

/// By name and version: vLLM before 0.8 is v0; one without a version is the newest.
EngineLoop loop_of(const Engine& engine);

/// Work besides the speed model's step, in seconds, and how far ahead steps are planned.
///
/// The step of a server holds launches, sampling and the work for each sequence already (coefficients `step`, `sequence`,
/// `online`), fitted on times per token; these come on top. What the speed model has for the first token of a closed loop
/// (`first_fixed`, `first_wave`, `request` ...) is not used where requests are simulated.
struct HostTimes {
  double per_token = 0;         ///< of each token that comes out of a step
  double per_request = 0;       ///< of each request that starts, in the step that starts it
  double per_prompt_token = 0;  ///< of each token of a prompt, in the step that computes it
  double front = 0;             ///< of each request outside of the steps (EngineSettings::front)
  bool plans_ahead = false;     ///< EngineSettings::plans_ahead
};

/// The constants of one loop, whatever its version. Models with routed experts have a time for each prompt and each of its
/// tokens: sorting tokens by expert and back, experts that get more than their share, steps without a captured graph.
/// Those with latent attention show none of it, but wait longer outside of the steps, as do those with linear attention.
struct LoopTimes {
  double per_token = 0, expert_request = 0, expert_token = 0, front = 0, other_front = 0;
};

/// Fitted on measured servers (lib/fitting/host_fit.h), rows and errors in docs/serving.md. A loop without rows has the
/// times of vLLM; vLLM has no rows of other attention, and its `other_front` is that of plain attention.
const LoopTimes& loop_times(EngineLoop loop);

/// A loop's times for an engine and a model. SGLang and TensorRT-LLM plan ahead, and vLLM from 0.14 on, whose release notes
/// have asynchronous scheduling as the default.
///
/// Engines without paged caches (llama.cpp and what is built on it) have none: their steps hold all there is.
///
/// Example: a prompt of 1,000 tokens to gpt-oss-120b under vLLM makes its step 8.8 + 1,000 x 0.0025 = 11.3 ms longer.
HostTimes host_times(const LoopTimes& times, const Engine& engine, const Shape& shape);
/// With the shipped times.
HostTimes host_times_of(const Engine& engine, const Shape& shape);

/// Puts them, and the time that a prompt's kernels take to launch by the speed model, into what a simulation takes.
void add_host_times(const HostTimes& host, const llmtco::Replica& replica, EngineSettings& settings);

/// The scheduler and its settings as the engine starts without flags, its version looked at: before 0.8 vLLM computes whole
/// prompts first, and in chunks of 2,048 tokens models whose context is longer than 32,768.
EngineSettings default_settings(const Engine& engine, const Model& model);

}  // namespace llmtco::serving
