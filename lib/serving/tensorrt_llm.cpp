#include "serving/mixed.h"
#include "serving/scheduler.h"

namespace llmtco::serving {
namespace {

/// In-flight batching of TensorRT-LLM. Guaranteed no evict: a request comes in when there is room for its longest answer
/// beside those of all others, so that none ever restarts. Max utilization: room for its prompt is enough, and the last
/// pauses and starts again when blocks run out. Answers are taken to be as long as they may be.
/// Source: NVIDIA/TensorRT-LLM docs/source/features/paged-attention-ifb-scheduler.md, chunked context on.
class TensorRtLlm final : public Scheduler {
 public:
  explicit TensorRtLlm(bool max_utilization) : rules_{.whole_prompt = max_utilization} {}
  Plan plan(Replica& replica) override { return mixed_step(replica, rules_); }

 private:
  MixedRules rules_;
};

}  // namespace

std::unique_ptr<Scheduler> tensorrt_llm_scheduler(bool max_utilization) {
  return std::make_unique<TensorRtLlm>(max_utilization);
}

}  // namespace llmtco::serving
