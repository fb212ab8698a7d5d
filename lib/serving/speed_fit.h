#pragma once
#include <span>
#include <vector>

#include "performance/load.h"
#include "performance/memory.h"
#include "serving/settings.h"
#include "serving/step_time.h"

namespace llmtco::serving {

/// Lengths of the requests whose steps are meant, in tokens.
struct FitRange {
  double input = 512, output = 256;
  double least_batch = 1;  ///< sequences that decode at least, where it is known that there are always many
};

/// Sequences of one step at most: of a pipeline one of the batches under way, of ranks with requests of their own all.
double largest_batch(const llmtco::Replica& replica, const EngineSettings& settings);

/// A linear step time in place of the speed model's, and how far it is off.
struct SpeedFit {
  StepTime time;
  double mean_error = 0, largest_error = 0;  ///< |linear / speed model - 1|, over the points
  int points = 0;
};

/// The coefficients, none below 0, with the least squares of relative errors over steps that a replica takes: 1 to
/// max_batch sequences that decode, contexts from a quarter of the prompt to prompt and answer, prompts of 64 tokens to
/// the token budget alone and beside them, new ones and ones half computed.
///
/// The speed model blends reading weights and computing, so no line is right everywhere: it is bent to go through its steps
/// (bent_steps.h), and see the errors. Work of the host for prompt tokens is added to c_pf.
SpeedFit fit_step_time(const llmtco::Replica& replica, const EngineSettings& settings, const FitRange& range,
                       const Factors& factors = {});

/// The same coefficients in some draws of a block, each with its own factors.
std::vector<StepTime> fit_step_times(const llmtco::Replica& replica, const EngineSettings& settings,
                                     const FitRange& range, const Factors& factors,
                                     std::span<const std::size_t> draws);

/// Room for keys and values of one replica: tokens that its memory holds, by what a token of a sequence of `length` takes,
/// over the ranks of attention data parallelism, in blocks.
class KvRoom {
 public:
  KvRoom(const Placement& placement, int block_size, double length);
  /// 0 where nothing fits. `memory_factor`: of activations and what lies outside (performance/factors.h).
  std::int64_t blocks(double memory_factor) const;

 private:
  Memory memory_;
  double blocks_per_byte_ = 0;
};
std::int64_t kv_blocks_of(const Placement& placement, int block_size, double length);

/// Which scheduler an engine of the catalogue has: sglang, tensorrt-llm, sequential (llama.cpp, Ollama and what is built
/// on it), static (transformers), vllm for the others.
SchedulerKind scheduler_of(const Engine& engine);

}  // namespace llmtco::serving
