#include <algorithm>
#include <cassert>

#include "serving/replica.h"

namespace llmtco::serving {

Picoseconds Replica::end_of(const Plan& plan) {
  const Stretch steps = stretch();
  return now_ + steps.total(steps_to_take(steps, plan));
}

void Replica::arrive_first(const Outcome& so_far, Picoseconds time) {
  if (now_ < time) {
    timeline.add(now_, time, {});
    now_ = time;
  }
  const auto at = static_cast<std::ptrdiff_t>(next_);
  outcomes.insert(outcomes.begin() + at, so_far);
  outcomes[next_].arrival = time;
  outcomes[next_].state = Outcome::State::waiting;
  made_.insert(made_.begin() + at, 0);
  if (settings.prefix_cache) cache_use_.insert(cache_use_.begin() + at, CacheUse{});
  counts_.in_system += static_cast<double>(now_ - time);
  restarting_.push_back({static_cast<std::uint32_t>(next_), -1});
  ++next_;
  ++arrived_;
}

/// Steps that are done by then count; the one that is cut is time spent, and no more.
std::vector<Replica::Left> Replica::leave(const Plan& plan, Picoseconds time) {
  const bool works = has_step();
  if (works) {
    const Stretch steps = stretch();
    horizon_ = time;
    std::int64_t k = steps_to_take(steps, plan);
    if (now_ + steps.total(k) > time) --k;
    if (k > 0) {
      horizon_ = now_ + steps.total(k);
      advance(plan);
    }
    horizon_ = never;
  }
  const Picoseconds passed = time - now_;
  for (; arrived_ < outcomes.size(); ++arrived_)  // they are in the queue from here on
    counts_.in_system += static_cast<double>(now_ - outcomes[arrived_].arrival);
  const double batch = running(), queued = static_cast<double>(queue_length());
  counts_.in_system += static_cast<double>(passed) * (batch + queued);
  if (works) {
    counts_.busy += passed;
    counts_.batch += static_cast<double>(passed) * batch;
    counts_.kv_blocks += static_cast<double>(passed) * static_cast<double>(kv.held());
  }
  timeline.add(now_, time,
               {.batch = works ? batch : 0,
                .kv_blocks = works ? static_cast<double>(kv.held()) : 0,
                .queued = queued,
                .busy = works ? 1.0 : 0.0});
  now_ = time;
  return left_over();
}

/// Those that run, as they were let in, then the queue.
std::vector<Replica::Left> Replica::left_over() {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> by_order;
  for (int i = 0; i < decoding.count(); ++i) {
    by_order.emplace_back(decoding.at(i).order, decoding.at(i).id);
    counts_.lost_tokens += decoding.context(i);
  }
  for (const auto* const prompts : {&prefilling, &finishing_}) {
    for (const Prefilling& p : *prompts) {
      by_order.emplace_back(p.order, p.id);
      counts_.lost_tokens += p.done;
    }
  }
  std::sort(by_order.begin(), by_order.end());
  std::vector<Left> left;
  for (const auto& [order, id] : by_order) left.push_back({id, true});
  for (std::size_t i = 0; i < queue_length(); ++i) left.push_back({queued(i), i < restarting_.size()});
  for (const Left& one : left) {
    if (!one.started) continue;
    ++outcomes[one.id].restarts;
    ++counts_.restarts;
  }
  return left;
}

/// What the answer makes whole stays in the cache as well, for a later prompt that holds it; what a part in front of it
/// is not shared of cannot be found. The blocks that stay the sequence's own.
std::int64_t Replica::keep_answer(std::uint32_t id, std::int64_t own) {
  const Request& request = load_.requests[id];
  CacheUse& use = cache_use_[id];
  if (request.kept == 0 || use.parts != static_cast<std::int32_t>(request.prefixes)) return own;
  const int blocks = load_.prefix_tokens / settings.block_size;
  for (std::uint32_t part = request.prefixes; part < request.prefixes + request.kept; ++part) {
    std::int64_t given_back = 0;
    if (!kv.cache.insert(load_.ids()[request.first_prefix + part], blocks, given_back)) break;
    kv.give(given_back);
    own -= blocks;
    use.parts += 1;
    use.blocks += blocks;
  }
  return own;
}

}  // namespace llmtco::serving
