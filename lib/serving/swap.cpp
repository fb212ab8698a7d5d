#include <cassert>

#include "serving/replica.h"

namespace llmtco::serving {

/// A sequence that decodes goes to the host's memory with all that it holds, what it shares included; false where that has
/// no room.
bool Replica::swap_out(int i) {
  const Sequence s = decoding.at(i);
  const std::int32_t held = decoding.held(i), blocks = blocks_of(held);
  if (blocks > host_free_) return false;
  const std::int64_t context = decoding.units(i), own = own_blocks(s, held);
  decoding.remove(i);
  release(s.id, own);
  host_free_ -= blocks;
  transfer_ += blocks * swap_block_;
  restarting_.push_back({s.id, gaps.leave(), blocks, context});
  outcomes[s.id].state = Outcome::State::waiting;
  ++counts_.swaps;
  counts_.swapped_blocks += blocks;
  return true;
}

std::int32_t Replica::host_tokens() const {
  assert(restarting_.back().blocks >= 0);
  const std::int64_t unit = decoding.unit();
  return static_cast<std::int32_t>((restarting_.back().context + unit - 1) / unit - 1);
}

void Replica::bring_back() {
  const Restarting r = restarting_.back();
  assert(r.blocks >= 0);
  restarting_.pop_back();
  kv.take(r.blocks);
  host_free_ += r.blocks;
  transfer_ += r.blocks * swap_block_;
  outcomes[r.id].state = Outcome::State::running;
  const Request& request = load_.requests[r.id];
  decoding.add({.id = r.id, .order = order_++, .end = request.input + request.output}, r.context);
  gaps.start(r.last_token, 1);
}

}  // namespace llmtco::serving
