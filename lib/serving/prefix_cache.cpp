#include "serving/prefix_cache.h"

#include <algorithm>
#include <cassert>

namespace llmtco::serving {

std::size_t PrefixCache::run(Ids ids, int whole, int last) const {
  for (std::size_t n = 0; n < ids.size(); ++n) {
    const auto found = index_.find(ids[n]);
    if (found == index_.end() || parts_[found->second].blocks != (n + 1 == ids.size() ? last : whole))
      return n;
  }
  return ids.size();
}

std::int64_t PrefixCache::unused_of(Ids ids) const {
  std::int64_t blocks = 0;
  for (const std::uint64_t id : ids) {
    const Part& part = parts_[index_.at(id)];
    if (part.users == 0) blocks += part.blocks;
  }
  return blocks;
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

void PrefixCache::pin(Ids ids) {
  for (const std::uint64_t id : ids) {
    const std::uint32_t at = index_.at(id);
    if (parts_[at].users++ == 0) unlink(at);
  }
}

bool PrefixCache::insert(std::uint64_t id, int blocks, std::int64_t& given_back) {
  const auto found = index_.find(id);
  if (found != index_.end()) {
    if (parts_[found->second].users > 0) return false;
    given_back += remove(found->second);
  }
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
  return true;
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
  while (freed < wanted && oldest_ != none) freed += remove(oldest_);
  return freed;
}

double prefix_hit_ratio(const Load& load, std::int64_t parts) {
  PrefixCache cache;
  std::int64_t hit = 0, all = 0, back = 0;
  for (const Request& r : load.requests) {
    const PrefixCache::Ids ids{load.prefix_ids.data() + r.first_prefix, r.prefixes};
    const std::size_t run = cache.run(ids, 1, 1);
    hit += std::min<std::int64_t>(static_cast<std::int64_t>(run) * load.prefix_tokens, r.input);
    all += r.input;
    cache.pin(ids.first(run));
    std::size_t used = run;
    while (used < ids.size() && cache.insert(ids[used], 1, back)) ++used;
    for (std::size_t i = 0; i < used; ++i)
      cache.unpin(ids.subspan(i, 1));  // the first part becomes the oldest
    if (parts > 0) cache.evict(cache.unused_blocks() - parts);
  }
  return all > 0 ? static_cast<double>(hit) / static_cast<double>(all) : 0;
}

}  // namespace llmtco::serving
