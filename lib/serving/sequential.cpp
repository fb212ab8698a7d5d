#include "serving/mixed.h"
#include "serving/scheduler.h"

namespace llmtco::serving {
namespace {

/// Slots of llama.cpp and Ollama: each has its own equal part of the room and answers one request after the other. A
/// request waits for a free slot; one longer than a slot is refused. Slots decode together, prompts fill the rest of the
/// batch. Source: llama.cpp tools/server (`--parallel`, `n_batch`). Left out: prompts kept in a slot, shifted contexts.
class Sequential final : public Scheduler {
  Plan plan(Replica& replica) override { return mixed_step(replica, {}); }
};

}  // namespace

std::unique_ptr<Scheduler> sequential_scheduler() { return std::make_unique<Sequential>(); }

}  // namespace llmtco::serving
