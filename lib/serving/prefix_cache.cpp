#include "serving/prefix_cache.h"

#include <algorithm>
#include <cassert>

namespace llmtco::serving {

PrefixCache::Run PrefixCache::run(Ids ids, const Sizes& sizes) const {
  Run found;
  for (; found.parts < ids.size(); ++found.parts) {
    const int blocks = sizes.of(found.parts, ids.size());
    const auto at = index_.find(ids[found.parts]);
    if (at != index_.end()) {
      const Part& part = parts_[at->second];
      if (part.blocks != blocks) break;
      if (part.users == 0) found.unused += blocks;
    } else if (tiers_.find(ids[found.parts], blocks) != CacheTiers::Place::none) {
      found.below += blocks;
    } else {
      break;
    }
  }
  return found;
}

void PrefixCache::link_last(std::uint32_t at) {
  parts_[at].before = newest_;
  parts_[at].after = none;
  (newest_ == none ? oldest_ : parts_[newest_].after) = at;
  newest_ = at;
  unused_blocks_ += parts_[at].blocks;
  used_blocks_ -= parts_[at].blocks;
  ++unused_;
}

void PrefixCache::unlink(std::uint32_t at) {
  const Part& part = parts_[at];
  (part.before == none ? oldest_ : parts_[part.before].after) = part.after;
  (part.after == none ? newest_ : parts_[part.after].before) = part.before;
  unused_blocks_ -= part.blocks;
  used_blocks_ += part.blocks;
  --unused_;
}

std::int64_t PrefixCache::remove(std::uint32_t at) {
  unlink(at);
  const std::int64_t blocks = parts_[at].blocks;
  used_blocks_ -= blocks;
  index_.erase(parts_[at].id);
  vacant_.push_back(at);
  return blocks;
}

PrefixCache::Fetched PrefixCache::pin(Ids ids, std::size_t parts, const Sizes& sizes) {
  Fetched fetched;
  for (std::size_t i = 0; i < parts; ++i) {
    const auto at = index_.find(ids[i]);
    if (at != index_.end()) {
      if (parts_[at->second].users++ == 0) unlink(at->second);
      continue;
    }
    const int blocks = sizes.of(i, ids.size());
    const CacheTiers::Place place = tiers_.find(ids[i], blocks);
    assert(place != CacheTiers::Place::none);
    (place == CacheTiers::Place::host ? fetched.host : fetched.disk).push_back(i);
    fetched.blocks += blocks;
    enter(ids[i], blocks);
  }
  return fetched;
}

bool PrefixCache::insert(std::uint64_t id, int blocks, std::int64_t& given_back) {
  const auto found = index_.find(id);
  if (found != index_.end()) {
    if (parts_[found->second].users > 0) return false;
    given_back += remove(found->second);
  }
  enter(id, blocks);
  return true;
}

/// Used by one sequence; what a tier has of it is of no use any more.
void PrefixCache::enter(std::uint64_t id, int blocks) {
  std::uint32_t at = static_cast<std::uint32_t>(parts_.size());
  if (vacant_.empty()) {
    parts_.emplace_back();
  } else {
    at = vacant_.back();
    vacant_.pop_back();
  }
  parts_[at] = {.id = id, .blocks = blocks, .users = 1, .before = none, .after = none};
  index_.emplace(id, at);
  used_blocks_ += blocks;
  tiers_.drop(id);
}

void PrefixCache::unpin(Ids ids) {
  for (std::size_t i = ids.size(); i-- > 0;) {
    const std::uint32_t at = index_.at(ids[i]);
    assert(parts_[at].users > 0);
    if (--parts_[at].users == 0) link_last(at);
  }
}

std::int64_t PrefixCache::evict(std::int64_t wanted) {
  std::int64_t freed = 0;
  while (freed < wanted && oldest_ != none) {
    const Part part = parts_[oldest_];
    freed += remove(oldest_);
    if (tiers_.host.capacity() + tiers_.disk.capacity() > 0) tiers_.put(part.id, part.blocks);
  }
  return freed;
}

double prefix_hit_ratio(const Load& load, std::int64_t parts) {
  PrefixCache cache;
  std::int64_t hit = 0, all = 0, back = 0;
  for (const Request& r : load.requests) {
    const PrefixCache::Ids ids = load.ids_of(r);
    const std::size_t run = cache.run(ids, {}).parts;
    hit += std::min<std::int64_t>(static_cast<std::int64_t>(run) * load.prefix_tokens, r.input);
    all += r.input;
    cache.pin(ids, run, {});
    std::size_t used = run;
    while (used < ids.size() && cache.insert(ids[used], 1, back)) ++used;
    for (std::size_t i = 0; i < used; ++i)
      cache.unpin(ids.subspan(i, 1));  // the first part becomes the oldest
    if (parts > 0) cache.evict(cache.unused_blocks() - parts);
  }
  return all > 0 ? static_cast<double>(hit) / static_cast<double>(all) : 0;
}

}  // namespace llmtco::serving
