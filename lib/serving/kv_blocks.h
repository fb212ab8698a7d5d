#pragma once
#include <cassert>
#include <utility>

#include "serving/prefix_cache.h"

namespace llmtco::serving {

/// The room for keys and values of a replica, in blocks: free, held by a sequence alone, or in the prefix cache.
///
///     all = free + own + cache used + cache unused
class KvBlocks {
 public:
  explicit KvBlocks(std::int64_t all, CacheTiers tiers = {0, 0})
      : cache(std::move(tiers)), all_(all), free_(all) {}

  std::int64_t all() const { return all_; }
  /// What can be taken: free blocks, and those of the cache that nobody uses.
  std::int64_t available() const { return free_ + cache.unused_blocks(); }
  /// Held by sequences, alone or together.
  std::int64_t held() const { return all_ - available(); }
  std::int64_t own() const { return all_ - free_ - cache.unused_blocks() - cache.used_blocks(); }

  void take(std::int64_t blocks) {
    if (blocks > free_) free_ += cache.evict(blocks - free_);
    free_ -= blocks;
    assert(free_ >= 0);
  }
  void give(std::int64_t blocks) {
    free_ += blocks;
    assert(free_ <= all_);
  }

  PrefixCache cache;

 private:
  std::int64_t all_, free_;
};

}  // namespace llmtco::serving
