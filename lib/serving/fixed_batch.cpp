#include <algorithm>

#include "serving/scheduler.h"

namespace llmtco::serving {
namespace {

/// Static batching: what waits, up to the largest batch, is padded to the longest prompt and the longest answer; the
/// batch runs until that is done, and nobody joins or leaves before. Answers are sent when the batch is done. Room for
/// all of it is reserved. Source: G.-I. Yu et al., "Orca", OSDI 2022, section 2 (request-level scheduling). Left out: a
/// time to wait for a fuller batch.
class FixedBatch final : public Scheduler {
  Plan plan(Replica& r) override {
    if (r.running() == 0) start(r);
    if (!r.prefilling.empty()) {
      r.close_prompts();
      return {.alone = true};
    }
    r.decode();
    return {};
  }

  static std::int32_t answer(const Replica& r, const Offer& o) { return o.end - r.prompt_of(o.id); }

  /// Blocks of one sequence of a batch.
  static std::int32_t room(const Replica& r, std::int32_t tokens) {
    return r.blocks_of(r.settings.contiguous > 0 ? r.settings.contiguous : tokens);
  }

  static bool refused(const Replica& r, std::int32_t tokens) {
    return room(r, tokens) > r.kv.all() || (r.settings.contiguous > 0 && tokens > r.settings.contiguous);
  }

  static void start(Replica& r) {
    while (r.waiting() && refused(r, r.offer().end)) r.reject();
    std::int32_t prompt = 0, longest = 0;
    std::size_t count = 0;
    for (; count < std::min<std::size_t>(r.queue_length(), static_cast<std::size_t>(r.settings.max_batch));
         ++count) {
      const std::uint32_t id = r.queued(count);
      const std::int32_t input = std::max(prompt, r.prompt_of(id)),
                         output = std::max(longest, r.answer_of(id));
      const std::int64_t padded = static_cast<std::int64_t>(input) + output;
      if (padded > 2 * static_cast<std::int64_t>(most_tokens) ||
          refused(r, static_cast<std::int32_t>(padded)))
        break;
      const std::int64_t blocks = room(r, static_cast<std::int32_t>(padded));
      if (static_cast<std::int64_t>(count + 1) * blocks > r.kv.available()) break;
      prompt = input;
      longest = output;
    }
    const std::int32_t blocks = count > 0 ? room(r, prompt + longest) : 0;
    for (std::size_t i = 0; i < count; ++i) {
      Offer offer = r.offer();
      r.pad(prompt - r.prompt_of(offer.id) + longest - r.answer_of(offer.id));
      offer.prompt = prompt;
      offer.end = prompt + longest;
      r.admit(offer, blocks);
      r.compute(i, prompt - offer.hit, 0);
    }
  }
};

}  // namespace

std::unique_ptr<Scheduler> fixed_batch_scheduler() { return std::make_unique<FixedBatch>(); }

}  // namespace llmtco::serving
