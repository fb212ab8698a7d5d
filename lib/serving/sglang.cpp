#include <algorithm>

#include "serving/room.h"
#include "serving/scheduler.h"

namespace llmtco::serving {
namespace {

/// Share of the tokens still to come for which room is kept when another request is let in: SGLang starts at 0.7 and
/// comes down to 0.098 (0.7 x 0.14) within 600 steps without a restart, where it stays.
constexpr std::int64_t kept_in_1000 = 98;
/// The longest answer it reckons with (`SGLANG_CLIP_MAX_NEW_TOKENS`).
constexpr std::int32_t clipped_answer = 4096;

/// SGLang: prompts go first, as many as one chunk of the token budget holds; a prompt cut by it goes on in the next step
/// before anything else. A request comes in when its prompt and answer fit beside those that run and a part of what
/// these will still need. Out of blocks, those that have given the fewest tokens restart, the longer prompt first.
/// Source: sgl-project/sglang python/sglang/srt/managers/schedule_batch.py and schedule_policy.py. Left out: the rise of
/// the share after a restart; who restarts goes to the front of the queue here.
class SgLang final : public Scheduler {
  Plan plan(Replica& r) override {
    bool estimated = false;
    if (prompts(r, estimated)) return {.alone = true};
    bool restarted = false;
    while (r.grows() && r.decoding.count() > 1 && r.decoding.demand() > r.kv.available()) {
      r.preempt_decoding(victim(r));
      restarted = true;
    }
    r.decode();
    // With blocks of one token the estimate only tightens while sequences decode; with others it may loosen.
    const bool tightens = r.settings.block_size == 1 && r.settings.room.plain();
    return {.alone = restarted || (estimated && !tightens)};
  }

  static bool prompts(Replica& r, bool& estimated) {
    std::int64_t budget = r.settings.token_budget, promised = 0;
    bool any = false;
    for (std::size_t i = 0; i < r.prefilling.size(); ++i) {
      const Prefilling& p = r.prefilling[i];
      promised += std::min(p.end - p.prompt, clipped_answer);
      const std::int32_t chunk = chunk_of(r, p.prompt - p.done, budget);
      if (chunk == 0) continue;
      r.compute(i, chunk, 0);
      budget -= chunk;
      any = true;
    }
    while (budget > 0 && r.waiting() && r.running() < r.settings.max_batch) {
      const Offer offer = r.offer();
      if (impossible(r, offer)) {
        r.reject();
        continue;
      }
      const std::int32_t blocks = first_blocks(r, offer, offer.prompt);
      if (!may_take(r, offer, blocks)) break;
      const std::int32_t answer = std::min(offer.end - offer.prompt, clipped_answer);
      const std::int64_t kept = r.decoding.all_left() * kept_in_1000 / 1000 + promised + answer;
      if (r.grows() && r.running() > 0 && (offer.available - blocks) * r.settings.block_size < kept) {
        estimated = true;
        break;
      }
      const std::int32_t chunk = chunk_of(r, offer.prompt - offer.hit, budget);
      r.admit(offer, blocks);
      r.compute(r.prefilling.size() - 1, chunk, 0);
      promised += answer;
      budget -= chunk;
      any = true;
    }
    if (any) r.close_prompts();
    return any;
  }

  static int victim(const Replica& r) {
    int worst = 0;
    const auto made = [&](int i) { return r.decoding.context(i) - r.prompt_of(r.decoding.at(i).id); };
    for (int i = 1; i < r.decoding.count(); ++i) {
      const std::uint32_t a = r.decoding.at(i).id, b = r.decoding.at(worst).id;
      const int by_made = made(i) - made(worst), by_prompt = r.prompt_of(b) - r.prompt_of(a);
      const bool last = r.decoding.at(i).order > r.decoding.at(worst).order;
      if (by_made != 0 ? by_made < 0 : by_prompt != 0 ? by_prompt < 0 : last) worst = i;
    }
    return worst;
  }
};

}  // namespace

std::unique_ptr<Scheduler> sglang_scheduler() { return std::make_unique<SgLang>(); }

}  // namespace llmtco::serving
