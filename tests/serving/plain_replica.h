#pragma once
#include <algorithm>
#include <cassert>
#include <deque>
#include <vector>

#include "plain_loop.h"
#include "serving/replica.h"
#include "serving/scheduler.h"

/// A replica as plainly as it can be written: one record for each sequence, gone through in every step.
namespace plain {

using namespace llmtco::serving;

struct Runner {
  int id = 0;
  bool decodes = false;
  int prompt = 0, done = 0;            ///< while it does not decode
  int held = 0, end = 0;               ///< tokens
  int own = 0, parts = 0, shared = 0;  ///< blocks; parts of the prefix cache
  int chunk = 0;                       ///< of this step
};

class Replica {
 public:
  Replica(const Load& load, const StepTime& step_time, const EngineSettings& settings)
      : load_(load),
        s_(settings),
        clock_(step_time),
        free_(settings.kv_blocks),
        made_(load.requests.size(), 0) {
    result.outcomes.resize(load.requests.size());
    released_ = static_cast<std::size_t>(load.in_flight);
    for (std::size_t i = 0; i < made_.size(); ++i) {
      result.outcomes[i].arrival = load.in_flight == 0 ? load.requests[i].arrival : i < released_ ? 0 : never;
    }
  }

  PlainResult result;

 protected:
  const Request& request(int id) const { return load_.requests[static_cast<std::size_t>(id)]; }
  Outcome& outcome(int id) { return result.outcomes[static_cast<std::size_t>(id)]; }
  int& made(int id) { return made_[static_cast<std::size_t>(id)]; }
  int blocks(std::int64_t tokens) const {
    return static_cast<int>((tokens + s_.block_size - 1) / s_.block_size);
  }
  bool grows() const { return blocks_grow(s_); }
  std::int64_t available() const { return free_ + cache_.unused_blocks(); }
  PrefixCache::Ids ids(int id, int count) const {
    return {load_.prefix_ids.data() + request(id).first_prefix, static_cast<std::size_t>(count)};
  }
  void take(std::int64_t count) {
    if (count > free_) free_ += cache_.evict(count - free_);
    free_ -= count;
    assert(free_ >= 0);
  }
  int decoding() const {
    return static_cast<int>(
        std::count_if(running_.begin(), running_.end(), [](const Runner& r) { return r.decodes; }));
  }
  int chunk(std::int64_t left, std::int64_t budget) const {
    const std::int64_t most = s_.longest_chunk > 0 ? s_.longest_chunk : most_tokens;
    return static_cast<int>(std::min({left, budget, most}));
  }
  /// Blocks that this sequence takes in the coming step.
  int need(const Runner& r, std::int64_t& budget) const {
    if (!grows()) return 0;
    if (r.decodes) return std::max(0, blocks(r.held) - r.own - r.shared);
    const int tokens = chunk(r.prompt - r.done, budget);
    budget -= tokens;
    return std::max(0, blocks(r.done + tokens) - r.own - r.shared);
  }

  void release(const Runner& r) {
    free_ += r.own;
    if (s_.prefix_cache) cache_.unpin(ids(r.id, r.parts));
  }
  void restart(std::size_t i) {
    const Runner r = running_[i];
    running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
    release(r);
    if (r.decodes) made(r.id) = r.held - request(r.id).input;
    queue_.push_front(r.id);
    ++outcome(r.id).restarts;
    ++result.restarts;
  }

  bool room(int margin) {
    bool any = false, again = true;
    while (again && grows()) {
      again = false;
      std::int64_t taken = 0, budget = s_.token_budget - decoding();
      std::vector<int> needs;
      for (const Runner& r : running_) needs.push_back(need(r, budget));
      for (std::size_t i = 0; i < running_.size(); ++i) {
        const int least = std::max(needs[i], running_[i].decodes ? margin : 0);
        while (i < running_.size() && available() - taken < least) {
          restart(running_.size() - 1);
          any = again = true;
        }
        if (i < running_.size()) taken += needs[i];
      }
    }
    return any;
  }

  struct Head {
    int id, prompt, end, hit, shared, parts;
    std::int64_t room;
    bool again;
  };
  Head head() {
    Head h{.id = queue_.front(),
           .prompt = 0,
           .end = 0,
           .hit = 0,
           .shared = 0,
           .parts = 0,
           .room = available(),
           .again = false};
    const Request& r = request(h.id);
    h.again = outcome(h.id).restarts > 0;
    h.prompt = r.input + made(h.id);
    h.end = r.input + r.output;
    if (s_.prefix_cache && r.prefixes > 0) {
      h.parts = static_cast<int>(cache_.run(
          ids(h.id, static_cast<int>(r.prefixes)), load_.prefix_tokens / s_.block_size,
          static_cast<int>((r.input - (r.prefixes - 1) * static_cast<unsigned>(load_.prefix_tokens)) /
                           static_cast<unsigned>(s_.block_size))));
      const int tokens =
          static_cast<int>(std::min<std::int64_t>(std::int64_t{h.parts} * load_.prefix_tokens, r.input));
      h.shared = tokens / s_.block_size;
      h.hit = std::min(tokens, h.prompt - 1);
      h.room -= cache_.unused_of(ids(h.id, h.parts));
    }
    if (!h.again) h.hit = std::max(h.hit, std::min(r.ready, h.prompt - 1));
    return h;
  }
  int slot() const { return static_cast<int>(s_.kv_blocks / s_.max_batch); }
  bool impossible(const Head& h) const {
    if (grows()) return blocks(h.end - 1) > s_.kv_blocks;
    if (s_.scheduler == SchedulerKind::sequential) return blocks(h.end) > slot();
    if (s_.contiguous > 0) return h.end > s_.contiguous || blocks(s_.contiguous) > s_.kv_blocks;
    return blocks(h.end) > s_.kv_blocks;
  }
  int first(const Head& h, int tokens) const {
    if (grows()) return blocks(tokens) - h.shared;
    if (s_.scheduler == SchedulerKind::sequential) return slot();
    return s_.contiguous > 0 ? blocks(s_.contiguous) : blocks(h.end) - h.shared;
  }
  bool may_take(const Head& h, int wanted) const {
    return h.room - wanted >= (running_.empty() ? 0 : s_.watermark_blocks());
  }
  void refuse() {
    outcome(queue_.front()).state = Outcome::State::rejected;
    if (load_.in_flight > 0 && released_ < made_.size()) result.outcomes[released_++].arrival = now_;
    queue_.pop_front();
  }
  void admit(const Head& h, int wanted) {
    queue_.pop_front();
    if (outcome(h.id).start < 0) outcome(h.id).start = now_;
    if (s_.prefix_cache) cache_.pin(ids(h.id, h.parts));
    take(wanted);
    ++admitted_;
    running_.push_back({.id = h.id,
                        .prompt = h.prompt,
                        .done = h.hit,
                        .end = h.end,
                        .own = wanted,
                        .parts = h.parts,
                        .shared = h.shared});
  }
  void compute(Runner& r, int tokens) {
    prompt_tokens_ += tokens;
    attention_ += std::int64_t{tokens} * (2 * std::int64_t{r.done} + tokens);
    const int more = grows() ? std::max(0, blocks(r.done + tokens) - r.own - r.shared) : 0;
    take(more);
    r.own += more;
    r.done += tokens;
    r.chunk = tokens;
    if (!s_.prefix_cache) return;
    for (; r.parts < static_cast<int>(request(r.id).prefixes); ++r.parts) {
      const std::int64_t begin = std::int64_t{r.parts} * load_.prefix_tokens;
      const std::int64_t end = std::min<std::int64_t>(begin + load_.prefix_tokens, request(r.id).input);
      if (end > r.done) return;
      const int whole = static_cast<int>((end - begin) / s_.block_size);
      if (!cache_.insert(load_.prefix_ids[request(r.id).first_prefix + static_cast<std::size_t>(r.parts)],
                         whole, free_))
        return;
      r.own -= whole;
      r.shared += whole;
    }
  }
  void decode() {
    decode_ = false;
    for (Runner& r : running_) {
      if (!r.decodes) continue;
      decode_ = true;
      if (!grows()) continue;
      const int more = std::max(0, blocks(r.held) - r.own - r.shared);
      take(more);
      r.own += more;
    }
  }

  void step() {
    StepWork work{.prompt_tokens = prompt_tokens_, .attention = attention_};
    int out = 0;
    for (const Runner& r : running_) {
      if (r.decodes && decode_) {
        ++work.decoding;
        work.contexts += r.held;
      }
      out += (r.decodes && decode_) || (!r.decodes && r.done == r.prompt);
    }
    const double host = s_.host_per_step + s_.host_per_token * out + s_.host_per_request * admitted_;
    const Picoseconds beside = host > 0 ? in_picoseconds(host) : 0;
    Picoseconds time = clock_.of(work);
    if (prompt_tokens_ > 0) time = std::max(time, in_picoseconds(s_.prompt_launch));
    planned_ = now_;
    unseen_ += prompt_tokens_ > 0 ? s_.receive_interval : 1;
    now_ += s_.overlap ? std::max(time, beside) : time + beside;
    ++result.steps;
    for (Runner& r : running_) r.held += r.decodes && decode_;
    take_out_finished();
    for (Runner& r : running_) {
      if (r.decodes || r.done < r.prompt) continue;
      r.decodes = true;
      r.held = r.prompt + 1;
      if (outcome(r.id).first_token < 0) outcome(r.id).first_token = now_;
    }
    take_out_finished();
    prompt_tokens_ = attention_ = admitted_ = 0;
    decode_ = false;
  }

  void take_out_finished() {
    std::vector<Runner> stay;
    for (const Runner& r : running_) {
      if (!r.decodes || r.held < r.end) {
        stay.push_back(r);
        continue;
      }
      release(r);
      outcome(r.id).end = now_;
      outcome(r.id).state = Outcome::State::done;
      if (load_.in_flight > 0 && released_ < made_.size()) result.outcomes[released_++].arrival = now_;
    }
    running_ = std::move(stay);
  }

  const Load& load_;
  const EngineSettings& s_;
  StepClock clock_;
  std::int64_t free_;
  PrefixCache cache_;
  std::vector<int> made_;
  std::vector<Runner> running_;  ///< in the order of admission
  std::deque<int> queue_;
  std::size_t next_ = 0, released_ = 0;
  Picoseconds now_ = 0, planned_ = 1;
  int unseen_ = 1 << 20;  ///< steps since requests were looked for
  std::int64_t prompt_tokens_ = 0, attention_ = 0, admitted_ = 0;
  bool decode_ = false;
};

}  // namespace plain
