#include "serving/mixed.h"
#include "serving/scheduler.h"

namespace llmtco::serving {
namespace {

/// Sarathi-Serve as Vidur has it: chunks of one budget beside decoding, blocks of the whole prompt at admission, one
/// block free for every sequence that decodes. Source: A. Agrawal et al., "Taming throughput-latency tradeoff in LLM
/// inference with Sarathi-Serve", OSDI 2024. Left out: Vidur's restart in the middle of a prompt, which turns the rest
/// of it into an answer; here the prompt starts again.
class Sarathi final : public Scheduler {
  Plan plan(Replica& replica) override {
    return mixed_step(replica, {.whole_prompt = true, .admit_after_restart = true, .margin = 1});
  }
};

}  // namespace

std::unique_ptr<Scheduler> sarathi_scheduler() { return std::make_unique<Sarathi>(); }

}  // namespace llmtco::serving
