#include "serving/replica.h"

#include <cassert>
#include <cmath>

#include "text/diagnostics.h"

namespace llmtco::serving {

Replica::Replica(const Load& load, const StepTime& step_time, const EngineSettings& s, bool grows)
    : settings(s),
      decoding(s.block_size, grows),
      kv(s.kv_blocks),
      outcomes(load.requests.size()),
      load_(load),
      clock_(step_time),
      grows_(grows),
      made_(load.requests.size(), 0) {
  if (s.prefix_cache) cache_use_.resize(load.requests.size());
  const std::size_t at_once = static_cast<std::size_t>(load.in_flight);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    outcomes[i].arrival = at_once == 0 ? load.requests[i].arrival : i < at_once ? 0 : never;
  }
  released_ = at_once;
}

Offer Replica::offer() const {
  Offer o{.id = queued(0), .available = kv.available(), .restarted = !restarting_.empty()};
  const Request& request = load_.requests[o.id];
  o.prompt = request.input + made_[o.id];
  o.end = request.input + request.output;
  if (settings.prefix_cache && request.prefixes > 0) {
    const auto ids = ids_of(o.id);
    const std::size_t run =
        kv.cache.run(ids, load_.prefix_tokens / settings.block_size, part_blocks(o.id, ids.size() - 1));
    const std::int64_t tokens =
        std::min<std::int64_t>(static_cast<std::int64_t>(run) * load_.prefix_tokens, request.input);
    o.parts = static_cast<std::int32_t>(run);
    o.shared = static_cast<std::int32_t>(tokens / settings.block_size);
    o.hit = std::min(static_cast<std::int32_t>(tokens), o.prompt - 1);
    o.available -= kv.cache.unused_of(ids.first(run));
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
  const Request& request = load_.requests[id];
  return {load_.ids().data() + request.first_prefix, request.prefixes};
}

/// Whole blocks of a part of the prompt. The rest of its last block takes the answer's tokens and cannot be shared.
int Replica::part_blocks(std::uint32_t id, std::size_t part) const {
  const std::int64_t before = static_cast<std::int64_t>(part) * load_.prefix_tokens;
  const std::int64_t tokens = std::min<std::int64_t>(load_.prefix_tokens, load_.requests[id].input - before);
  return static_cast<int>(tokens / settings.block_size);
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
  if (offer.parts > 0) {
    kv.cache.pin(ids_of(offer.id).first(static_cast<std::size_t>(offer.parts)));
    cache_use_[offer.id] = {offer.parts, offer.shared};
  }
  kv.take(blocks);
  ++admitted_;
  prefilling.push_back({.id = offer.id,
                        .order = order_++,
                        .prompt = offer.prompt,
                        .done = offer.hit,
                        .end = offer.end,
                        .own = blocks});
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
  const std::uint64_t* const ids = load_.ids().data() + load_.requests[id].first_prefix;
  kv.cache.unpin({ids, static_cast<std::size_t>(cache_use_[id].parts)});
  cache_use_[id] = {};
}

void Replica::restart_decoding(int i) {
  const Sequence s = decoding.at(i);
  const std::int32_t context = decoding.context(i);
  made_[s.id] = context - load_.requests[s.id].input;
  const std::int64_t own = own_blocks(s, context);
  decoding.remove(i);
  release(s.id, own);
  restarting_.push_back({s.id, gaps.leave()});
  ++outcomes[s.id].restarts;
  outcomes[s.id].state = Outcome::State::waiting;
  ++counts_.restarts;
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
  restarting_.push_back({p.id, last});
  ++outcomes[p.id].restarts;
  outcomes[p.id].state = Outcome::State::waiting;
  ++counts_.restarts;
}

void Replica::take_arrivals() {
  while (arrived_ < outcomes.size() && outcomes[arrived_].arrival <= now_) {
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
  std::int64_t own = 0;
  for (int i = 0; i < decoding.count(); ++i) own += own_blocks(decoding.at(i), decoding.context(i));
  for (const Prefilling& p : prefilling) own += p.own;
  for (const Prefilling& p : finishing_) own += p.own;
  return arrived_ == done + queue_length() + static_cast<std::size_t>(running()) && own == kv.own() &&
         kv.available() >= 0;
}

}  // namespace llmtco::serving
