#include "serving/mixed.h"
#include "serving/scheduler.h"

namespace llmtco::serving {
namespace {

/// vLLM v1: who runs goes first, one token budget for prompts and answers, prompts in chunks, the tail restarts. Blocks
/// come with the chunks; a step that made a sequence restart lets nobody in.
/// Source: vllm/v1/core/sched/scheduler.py. Left out: priorities, encoders, blocks for tokens looked ahead.
class Vllm final : public Scheduler {
  Plan plan(Replica& replica) override { return mixed_step(replica, {}); }
};

}  // namespace

std::unique_ptr<Scheduler> vllm_scheduler() { return std::make_unique<Vllm>(); }

}  // namespace llmtco::serving
