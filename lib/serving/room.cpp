#include "serving/room.h"

#include <algorithm>
#include <vector>

namespace llmtco::serving {
namespace {

/// Blocks that each prompt in the making takes in the coming step, beside so many tokens of those that decode.
std::vector<std::int32_t> needs_of_prompts(const Replica& r, std::int64_t decoded) {
  std::vector<std::int32_t> needs;
  std::int64_t budget = r.settings.token_budget - decoded;
  for (const Prefilling& p : r.prefilling) {
    const std::int32_t chunk = chunk_of(r, p.prompt - p.done, budget);
    budget -= chunk;
    needs.push_back(more_blocks(r, p, p.done + chunk));
  }
  return needs;
}

/// All of these.
std::int64_t need_of_prompts(const Replica& r) {
  std::int64_t blocks = 0, budget = r.settings.token_budget - r.decoding.computed();
  for (const Prefilling& p : r.prefilling) {
    const std::int32_t chunk = chunk_of(r, p.prompt - p.done, budget);
    budget -= chunk;
    blocks += more_blocks(r, p, p.done + chunk);
  }
  return blocks;
}

/// The sequence that decodes and was let in last; -1 where none does.
int last_decoding(const Replica& r) { return r.decoding.count() > 0 ? r.decoding.last() : -1; }

}  // namespace

std::int32_t chunk_of(const Replica& r, std::int32_t left, std::int64_t budget) {
  std::int64_t tokens = std::min<std::int64_t>(left, budget);
  if (r.settings.longest_chunk > 0) tokens = std::min<std::int64_t>(tokens, r.settings.longest_chunk);
  return static_cast<std::int32_t>(std::max<std::int64_t>(0, tokens));
}

std::int32_t more_blocks(const Replica& r, const Prefilling& p, std::int32_t tokens) {
  if (!r.grows()) return 0;
  return std::max(0, r.blocks_of(tokens) - r.shared_blocks(p.id) - p.own);
}

/// Whether one had to restart; asked again, more may have to, so that callers repeat it until none has.
///
/// One after another in the order of admission all can take what they need, as long as the sum is there: so the last
/// restarts until it is. With a margin of 1 the sum counts one more where the last that decodes needs no block itself.
bool make_room(Replica& r, int margin) {
  if (!r.grows()) return false;
  if (r.decoding.demand() + need_of_prompts(r) + margin <= r.kv.available()) return false;
  std::vector<std::int32_t> needs = needs_of_prompts(r, r.decoding.computed());
  std::int64_t prompts = 0;
  for (const std::int32_t need : needs) prompts += need;
  bool restarted = false;
  while (r.decoding.demand() + prompts + margin > r.kv.available()) {
    const int last = last_decoding(r);
    const bool spared = last < 0 || r.decoding.needs_block(last);
    if (spared && r.decoding.demand() + prompts <= r.kv.available()) break;
    if (last >= 0 && (r.prefilling.empty() || r.decoding.at(last).order > r.prefilling.back().order)) {
      r.preempt_decoding(last);
    } else {
      prompts -= needs.back();
      needs.pop_back();
      r.restart_prefilling(r.prefilling.size() - 1);
    }
    restarted = true;
    if (r.settings.guessing.on()) return true;  // fewer may guess more, and leave less of the budget
  }
  return restarted;
}

/// What it holds and takes in its first step must fit beside what all others take in theirs.
bool bring_back(Replica& r, int margin) {
  bool any = false;
  if (r.settings.preemption != Preemption::swap) return false;
  while (r.waiting() && r.running() < r.settings.max_batch) {
    const Offer offer = r.offer();
    if (offer.swapped < 0) break;
    std::int64_t kept = 0;
    if (r.running() > 0) {
      kept = r.decoding.demand() + margin + r.settings.watermark_blocks();
      // Where one more makes that nothing is guessed any more, prompts have more of the budget.
      const std::int64_t decoded = std::min<std::int64_t>(r.decoding.computed(), r.decoding.count() + 1);
      for (const std::int32_t need : needs_of_prompts(r, decoded)) kept += need;
    }
    const std::int32_t most = r.blocks_of(r.host_tokens() + r.decoding.most_gained());
    if (most + kept > offer.available) break;
    r.bring_back();
    any = true;
  }
  return any;
}

bool impossible(const Replica& r, const Offer& offer) {
  const std::int64_t all = r.kv.all();
  // The last step may give some tokens more than are asked for.
  if (r.grows()) return r.blocks_of(offer.end - 2 + r.decoding.most_gained()) > all;
  if (r.settings.scheduler == SchedulerKind::sequential)
    return r.blocks_of(offer.end) > all / r.settings.max_batch;
  if (r.settings.contiguous > 0) return offer.end > r.settings.contiguous || first_blocks(r, offer, 0) > all;
  return r.blocks_of(offer.end) > all;
}

std::int32_t first_blocks(const Replica& r, const Offer& offer, std::int32_t tokens) {
  if (r.grows()) return r.blocks_of(tokens) - offer.shared;
  if (r.settings.scheduler == SchedulerKind::sequential) {
    return static_cast<std::int32_t>(std::min<std::int64_t>(r.kv.all() / r.settings.max_batch, most_tokens));
  }
  if (r.settings.contiguous > 0) return r.blocks_of(r.settings.contiguous);
  return r.blocks_of(offer.end) - offer.shared;
}

bool may_take(const Replica& r, const Offer& offer, std::int32_t blocks) {
  const std::int64_t kept = r.running() == 0 ? 0 : r.settings.watermark_blocks();
  return offer.available - blocks >= kept;
}

}  // namespace llmtco::serving
