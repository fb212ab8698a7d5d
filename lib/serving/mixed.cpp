#include "serving/mixed.h"

#include "serving/room.h"

namespace llmtco::serving {

Plan mixed_step(Replica& r, const MixedRules& rules) {
  const int margin = r.grows() ? rules.margin : 0;
  bool restarted = false;
  while (make_room(r, margin)) restarted = true;  // again: who restarts leaves more of the budget to others
  if (!restarted) bring_back(r, margin);
  r.decode();
  std::int64_t budget = r.settings.token_budget - r.decoding.computed();
  for (std::size_t i = 0; i < r.prefilling.size() && budget > 0; ++i) {
    const Prefilling& p = r.prefilling[i];
    const std::int32_t chunk = chunk_of(r, p.prompt - p.done, budget);
    r.compute(i, chunk, more_blocks(r, p, p.done + chunk));
    budget -= chunk;
  }
  bool loosens = false;
  const bool closed = rules.hold || (restarted && !rules.admit_after_restart);
  while (!closed && budget > 0 && r.waiting() && r.running() < r.settings.max_batch) {
    const Offer offer = r.offer();
    if (offer.swapped >= 0) break;
    const std::int32_t whole = offer.prompt - offer.hit;
    const bool too_long =
        r.settings.whole_prompts && !offer.restarted && offer.prompt > r.settings.token_budget;
    if (impossible(r, offer) || too_long) {
      r.reject();
      continue;
    }
    // Who restarts and has grown beyond the budget is computed in parts after all.
    const bool must_be_whole = r.settings.whole_prompts && whole <= r.settings.token_budget;
    if (must_be_whole && whole > budget) break;
    const std::int32_t chunk = chunk_of(r, whole, budget);
    const std::int32_t blocks = first_blocks(r, offer, rules.whole_prompt ? offer.prompt : offer.hit + chunk);
    if (!may_take(r, offer, blocks)) {
      // A hit must stay whole, a first chunk is small: once others have pushed the hit out, the head may come in.
      loosens = offer.parts > 0 && !rules.whole_prompt;
      break;
    }
    r.admit(offer, blocks);
    r.compute(r.prefilling.size() - 1, chunk, 0);
    budget -= chunk;
  }
  if (!r.prefilling.empty()) r.close_prompts();
  return {.alone = closed || loosens, .margin = margin};
}

}  // namespace llmtco::serving
