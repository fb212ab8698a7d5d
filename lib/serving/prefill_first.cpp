#include <algorithm>

#include "serving/room.h"
#include "serving/scheduler.h"

namespace llmtco::serving {
namespace {

/// vLLM v0 as Vidur has it: whenever the head of the queue fits, a step computes whole prompts and nobody decodes;
/// (prompts + 1) x the longest of them may not pass the token budget, as if all were padded to it. Otherwise all running
/// sequences decode. Blocks of the whole prompt at admission, above the watermark; one block free for every sequence
/// that decodes. A prompt longer than the budget is refused; one that has grown so by a restart comes in alone.
/// Source: microsoft/vidur, vidur/scheduler/replica_scheduler/vllm_replica_scheduler.py, its order of arrival kept by
/// admission in order of arrival and restarts at the front.
class PrefillFirst final : public Scheduler {
  Plan plan(Replica& r) override {
    std::int64_t count = 0, longest = 0;
    while (r.waiting() && r.running() < r.settings.max_batch) {
      const Offer offer = r.offer();
      if (offer.swapped >= 0) break;
      const bool too_long = !offer.restarted && offer.prompt > r.settings.token_budget;
      if (impossible(r, offer) || too_long) {
        r.reject();
        continue;
      }
      const std::int32_t blocks = first_blocks(r, offer, offer.prompt);
      if (!may_take(r, offer, blocks)) break;
      const std::int64_t padded = std::max<std::int64_t>(longest, offer.prompt - offer.hit);
      if ((count + 1) * padded > r.settings.token_budget && !(count == 0 && offer.restarted)) break;
      longest = padded;
      ++count;
      r.admit(offer, blocks);
      r.compute(r.prefilling.size() - 1, offer.prompt - offer.hit, 0);
    }
    if (count > 0) {
      r.close_prompts();
      return {.alone = true};
    }
    const int margin = r.grows() ? 1 : 0;
    bool restarted = false;
    while (make_room(r, margin)) restarted = true;
    const bool back = !restarted && bring_back(r, margin);
    r.decode();
    return {.alone = restarted || back, .margin = margin};
  }
};

}  // namespace

std::unique_ptr<Scheduler> prefill_first_scheduler() { return std::make_unique<PrefillFirst>(); }

}  // namespace llmtco::serving
