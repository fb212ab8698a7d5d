#include "serving/room.h"

#include <algorithm>
#include <cassert>

namespace llmtco::serving {
namespace {

struct Runner {
  std::uint32_t order, id;
  bool decodes;
  std::int32_t need;
};

std::vector<Runner> runners(const Replica& r) {
  std::vector<Runner> all;
  for (int i = 0; i < r.decoding.count(); ++i) {
    const bool needs = (r.decoding.context(i) - 1) % r.settings.block_size == 0;
    all.push_back({r.decoding.at(i).order, r.decoding.at(i).id, true, needs ? 1 : 0});
  }
  std::int64_t budget = r.settings.token_budget - r.decoding.count();
  for (const Prefilling& p : r.prefilling) {
    const std::int32_t chunk = chunk_of(r, p.prompt - p.done, budget);
    budget -= chunk;
    all.push_back({p.order, p.id, false, more_blocks(r, p, p.done + chunk)});
  }
  std::sort(all.begin(), all.end(), [](const Runner& a, const Runner& b) { return a.order < b.order; });
  return all;
}

void restart(Replica& r, const Runner& victim) {
  if (victim.decodes) {
    int i = 0;
    while (r.decoding.at(i).id != victim.id) ++i;
    r.restart_decoding(i);
  } else {
    std::size_t i = 0;
    while (r.prefilling[i].id != victim.id) ++i;
    r.restart_prefilling(i);
  }
}

std::int64_t demand(const Replica& r) {
  std::int64_t blocks = r.decoding.demand();
  std::int64_t budget = r.settings.token_budget - r.decoding.count();
  for (const Prefilling& p : r.prefilling) {
    const std::int32_t chunk = chunk_of(r, p.prompt - p.done, budget);
    budget -= chunk;
    blocks += more_blocks(r, p, p.done + chunk);
  }
  return blocks;
}

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

bool make_room(Replica& r, int margin) {
  if (!r.grows() || demand(r) + margin <= r.kv.available()) return false;
  const std::vector<Runner> all = runners(r);
  std::size_t end = all.size();
  std::int64_t taken = 0;
  for (std::size_t i = 0; i < end; ++i) {
    const std::int64_t least = std::max<std::int64_t>(all[i].need, all[i].decodes ? margin : 0);
    while (i < end && r.kv.available() - taken < least) restart(r, all[--end]);
    if (i < end) taken += all[i].need;
  }
  return end < all.size();
}

bool impossible(const Replica& r, const Offer& offer) {
  const std::int64_t all = r.kv.all();
  if (r.grows()) return r.blocks_of(offer.end - 1) > all;
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
