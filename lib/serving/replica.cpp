#include "serving/replica.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "text/diagnostics.h"

namespace llmtco::serving {

Replica::Replica(const Load& load, const StepTime& step_time, const EngineSettings& s, bool grows)
    : settings(s),
      decoding({.block_size = s.block_size, .grows = grows, .room = s.room, .guessing = s.guessing}),
      kv(s.kv_blocks, {s.host_cache_blocks, s.disk_cache_blocks}),
      outcomes(load.requests.size()),
      load_(load),
      clock_(step_time, decoding.unit()),
      grows_(grows),
      plain_room_(s.room.plain()),
      made_(load.requests.size(), 0),
      host_free_(s.host_blocks),
      swap_block_(in_picoseconds(s.swap_per_token * s.block_size)) {
  if (s.prefix_cache) cache_use_.resize(load.requests.size());
  const std::size_t at_once = static_cast<std::size_t>(load.in_flight);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    outcomes[i].arrival = at_once == 0 ? load.requests[i].arrival : i < at_once ? 0 : never;
  }
  released_ = at_once;
  unseen_steps_ = s.receive_interval;
}

Offer Replica::offer() const {
  Offer o{.id = queued(0), .available = kv.available(), .restarted = !restarting_.empty()};
  const Request& request = load_.requests[o.id];
  o.prompt = request.input + made_[o.id];
  o.end = request.input + request.output;
  if (o.restarted && restarting_.back().blocks >= 0) {
    o.swapped = restarting_.back().blocks;
    return o;
  }
  if (settings.prefix_cache && request.prefixes > 0) {
    const PrefixCache::Run run = kv.cache.run(ids_of(o.id), part_sizes(o.id));
    const std::int64_t tokens =
        std::min<std::int64_t>(static_cast<std::int64_t>(run.parts) * load_.prefix_tokens, request.input);
    o.parts = static_cast<std::int32_t>(run.parts);
    o.below = static_cast<std::int32_t>(run.below);
    o.shared = static_cast<std::int32_t>(tokens / settings.block_size) - o.below;
    o.hit = std::min(static_cast<std::int32_t>(tokens), o.prompt - 1);
    o.available -= run.unused;
  }
  if (!o.restarted) o.hit = std::max(o.hit, std::min(request.ready, o.prompt - 1));
  return o;
}

std::uint32_t Replica::queued(std::size_t i) const {
  assert(i < queue_length());
  const std::size_t first = restarting_.size();
  return i < first ? restarting_[first - 1 - i].id : static_cast<std::uint32_t>(next_ + (i - first));
}

std::span<const std::uint64_t> Replica::ids_of(std::uint32_t id) const {
  return load_.ids_of(load_.requests[id]);
}

std::int32_t Replica::part_tokens(std::uint32_t id, std::size_t part) const {
  const std::int64_t before = static_cast<std::int64_t>(part) * load_.prefix_tokens;
  return static_cast<std::int32_t>(
      std::min<std::int64_t>(load_.prefix_tokens, load_.requests[id].input - before));
}

/// Whole blocks of a part of the prompt. The rest of its last block takes the answer's tokens and cannot be shared.
int Replica::part_blocks(std::uint32_t id, std::size_t part) const {
  return part_tokens(id, part) / settings.block_size;
}

PrefixCache::Sizes Replica::part_sizes(std::uint32_t id) const {
  return {load_.prefix_tokens / settings.block_size, part_blocks(id, load_.requests[id].prefixes - 1)};
}

/// Parts of the prompt that the cache has. What comes from a tier takes room here, and the step waits for it.
void Replica::take_over(const Offer& offer, std::int32_t& blocks) {
  const auto fetched =
      kv.cache.pin(ids_of(offer.id), static_cast<std::size_t>(offer.parts), part_sizes(offer.id));
  cache_use_[offer.id] = {offer.parts, offer.shared + offer.below};
  blocks -= static_cast<std::int32_t>(fetched.blocks);
  const auto load = [&](const std::vector<std::size_t>& parts, double per_token, std::int64_t& hits) {
    std::int64_t tokens = 0;
    for (const std::size_t part : parts) tokens += part_tokens(offer.id, part);
    transfer_ += in_picoseconds(per_token * static_cast<double>(tokens));
    if (!offer.restarted) hits += tokens;
  };
  load(fetched.host, settings.host_load_per_token, counts_.host_hit_tokens);
  load(fetched.disk, settings.disk_load_per_token, counts_.disk_hit_tokens);
}

void Replica::admit(const Offer& offer, std::int32_t blocks) {
  Outcome& outcome = outcomes[offer.id];
  if (offer.restarted) {
    resumed_.emplace_back(offer.id, restarting_.back().last_token);
    restarting_.pop_back();
  } else {
    ++next_;
    outcome.start = now_;
    counts_.input_tokens += load_.requests[offer.id].input;
    if (offer.parts > 0) {
      counts_.hit_tokens += std::min<std::int64_t>(
          static_cast<std::int64_t>(offer.parts) * load_.prefix_tokens, load_.requests[offer.id].input);
    }
  }
  outcome.state = Outcome::State::running;
  std::int32_t own = blocks;
  if (offer.parts > 0) take_over(offer, own);
  kv.take(blocks);
  ++admitted_;
  prefilling.push_back({.id = offer.id,
                        .order = order_++,
                        .prompt = offer.prompt,
                        .done = offer.hit,
                        .end = offer.end,
                        .own = own});
}

void Replica::reject() {
  assert(restarting_.empty());
  Outcome& outcome = outcomes[next_++];
  outcome.state = Outcome::State::rejected;
  counts_.in_system -= static_cast<double>(now_ - outcome.arrival);
  ++counts_.rejected;
  if (ended != nullptr) ended->push_back(static_cast<std::uint32_t>(next_ - 1));
  if (load_.in_flight > 0 && released_ < outcomes.size()) outcomes[released_++].arrival = now_;
}

void Replica::compute(std::size_t i, std::int32_t tokens, std::int32_t blocks) {
  Prefilling& p = prefilling[i];
  assert(tokens > 0 && p.done + tokens <= p.prompt);
  work_.prompt_tokens += tokens;
  work_.attention += static_cast<std::int64_t>(tokens) * (2 * static_cast<std::int64_t>(p.done) + tokens);
  if (outcomes[p.id].restarts > 0) counts_.recomputed_tokens += tokens;
  kv.take(blocks);
  p.own += blocks;
  p.done += tokens;
  if (!cache_use_.empty()) keep_parts(p);
}

/// Enters the parts of the prompt that are computed in the cache; an id that another sequence has computed meanwhile
/// ends this, and the rest stays its own.
void Replica::keep_parts(Prefilling& p) {
  const auto ids = ids_of(p.id);
  CacheUse& use = cache_use_[p.id];
  for (std::size_t part = static_cast<std::size_t>(use.parts); part < ids.size(); ++part) {
    const std::int64_t end = std::min<std::int64_t>(static_cast<std::int64_t>(part + 1) * load_.prefix_tokens,
                                                    load_.requests[p.id].input);
    if (end > p.done) return;
    const int blocks = part_blocks(p.id, part);
    std::int64_t given_back = 0;
    if (!kv.cache.insert(ids[part], blocks, given_back)) return;
    kv.give(given_back);
    p.own -= blocks;
    use.parts += 1;
    use.blocks += blocks;
  }
}

void Replica::close_prompts() {
  std::size_t kept = 0;
  for (const Prefilling& p : prefilling) {
    if (p.done == p.prompt) {
      finishing_.push_back(p);
    } else {
      prefilling[kept++] = p;
    }
  }
  prefilling.resize(kept);
}

void Replica::release(std::uint32_t id, std::int64_t own) {
  kv.give(own);
  if (cache_use_.empty()) return;
  kv.cache.unpin(load_.ids_of(load_.requests[id], static_cast<std::size_t>(cache_use_[id].parts)));
  cache_use_[id] = {};
}

void Replica::restart(std::uint32_t id, Restarting waits) {
  restarting_.push_back(waits);
  ++outcomes[id].restarts;
  outcomes[id].state = Outcome::State::waiting;
  ++counts_.restarts;
}

void Replica::preempt_decoding(int i) {
  if (settings.preemption == Preemption::swap && swap_out(i)) return;
  const Sequence s = decoding.at(i);
  made_[s.id] = decoding.context(i) - load_.requests[s.id].input;
  const std::int64_t own = own_blocks(s, decoding.held(i));
  decoding.remove(i);
  release(s.id, own);
  restart(s.id, {s.id, gaps.leave()});
}

void Replica::restart_prefilling(std::size_t i) {
  const Prefilling p = prefilling[i];
  prefilling.erase(prefilling.begin() + static_cast<std::ptrdiff_t>(i));
  release(p.id, p.own);
  Picoseconds last = -1;
  for (std::size_t j = 0; j < resumed_.size(); ++j) {
    if (resumed_[j].first != p.id) continue;
    last = resumed_[j].second;
    resumed_.erase(resumed_.begin() + static_cast<std::ptrdiff_t>(j));
    break;
  }
  restart(p.id, {p.id, last});
}

void Replica::take_arrivals() {
  if (unseen_steps_ < settings.receive_interval) return;
  unseen_steps_ = 0;
  const Picoseconds seen = settings.plans_ahead ? planned_ : now_ + 1;
  while (arrived_ < outcomes.size() && outcomes[arrived_].arrival < seen) {
    counts_.in_system += static_cast<double>(now_ - outcomes[arrived_].arrival);
    ++arrived_;
  }
}

void Replica::arrive() {
  outcomes.push_back({.arrival = load_.requests[outcomes.size()].arrival});
  made_.push_back(0);
  if (settings.prefix_cache) cache_use_.emplace_back();
}

bool Replica::conserves() const {
  const std::size_t done = static_cast<std::size_t>(counts_.completed + counts_.rejected);
  std::int64_t own = 0, host = host_free_;
  for (int i = 0; i < decoding.count(); ++i) own += own_blocks(decoding.at(i), decoding.held(i));
  for (const Prefilling& p : prefilling) own += p.own;
  for (const Prefilling& p : finishing_) own += p.own;
  for (const Restarting& r : restarting_) host += std::max(r.blocks, 0);
  const CacheTiers& tiers = kv.cache.tiers();
  return arrived_ == done + queue_length() + static_cast<std::size_t>(running()) && own == kv.own() &&
         kv.available() >= 0 && host == settings.host_blocks && host_free_ >= 0 &&
         tiers.host.blocks() <= tiers.host.capacity() && tiers.disk.blocks() <= tiers.disk.capacity();
}

}  // namespace llmtco::serving
