#pragma once
#include <memory>

#include "serving/replica.h"

namespace llmtco::serving {

/// Decides what the coming step computes: whose prompts, by how many tokens, and whether the running sequences decode.
/// It takes requests from the queue, refuses those that can never be served, and makes some restart where blocks run
/// out. What it decides must stay as it is while nothing arrives, ends or runs out, or it says that it may not.
class Scheduler {
 public:
  virtual ~Scheduler() = default;
  virtual Plan plan(Replica& replica) = 0;
};

std::unique_ptr<Scheduler> scheduler_for(const EngineSettings& settings);

/// Whether sequences take blocks as their tokens come, and not all at once.
bool blocks_grow(const EngineSettings& settings);

/// One for each file.
std::unique_ptr<Scheduler> vllm_scheduler();
std::unique_ptr<Scheduler> prefill_first_scheduler();
std::unique_ptr<Scheduler> sarathi_scheduler();
std::unique_ptr<Scheduler> sglang_scheduler();
std::unique_ptr<Scheduler> tensorrt_llm_scheduler(bool max_utilization);
std::unique_ptr<Scheduler> fixed_batch_scheduler();
std::unique_ptr<Scheduler> sequential_scheduler();

}  // namespace llmtco::serving
