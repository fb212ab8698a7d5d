#include "serving/mixed.h"
#include "serving/scheduler.h"

namespace llmtco::serving {
namespace {

/// In-flight batching of TensorRT-LLM. Guaranteed no evict: a request comes in when there is room for its longest answer
/// beside those of all others, so that none ever restarts. Max utilization: room for its prompt is enough, and the last
/// pauses and starts again when blocks run out. Answers are taken to be as long as they may be.
/// Source: NVIDIA/TensorRT-LLM docs/source/features/paged-attention-ifb-scheduler.md; `whole_prompts` is its default, chunked
/// context off. Batch wait: `batch_wait_timeout_iters` and `batch_wait_max_tokens_ratio` of its PyTorch engine.
class TensorRtLlm final : public Scheduler {
 public:
  explicit TensorRtLlm(bool max_utilization) : rules_{.whole_prompt = max_utilization} {}
  Plan plan(Replica& replica) override {
    rules_.hold = holds(replica);
    Plan plan = mixed_step(replica, rules_);
    plan.alone = plan.alone || (replica.settings.wait_steps > 0 && replica.waiting());  // the count goes on
    return plan;
  }

 private:
  /// Whether prompts that could come in are held back for the step: there are too few of them yet.
  bool holds(const Replica& r) {
    const EngineSettings& s = r.settings;
    bool hold = waited_ < s.wait_steps && r.decoding.count() > 0 && r.waiting() && r.running() < s.max_batch;
    const std::int64_t enough = static_cast<std::int64_t>(s.wait_share * s.token_budget);
    std::int64_t tokens = r.decoding.count();
    for (std::size_t i = 0; hold && i < r.queue_length(); ++i) {
      if (r.running() + static_cast<int>(i) >= s.max_batch) break;
      const std::int64_t more = tokens + r.prompt_of(r.queued(i));
      if (more > s.token_budget) break;
      tokens = more;
      if (tokens >= enough) hold = false;
    }
    waited_ = hold ? waited_ + 1 : 0;
    return hold;
  }

  MixedRules rules_;
  int waited_ = 0;  ///< steps that prompts have been held back for
};

}  // namespace

std::unique_ptr<Scheduler> tensorrt_llm_scheduler(bool max_utilization) {
  return std::make_unique<TensorRtLlm>(max_utilization);
}

}  // namespace llmtco::serving
