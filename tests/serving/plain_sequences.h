#pragma once
#include <algorithm>
#include <cassert>
#include <deque>
#include <map>
#include <vector>

#include "plain_loop.h"
#include "serving/replica.h"
#include "serving/scheduler.h"

/// The sequences of a replica, and what they take of its memory.
namespace plain {

using namespace llmtco::serving;

struct Runner {
  int id = 0;
  bool decodes = false;
  int prompt = 0, done = 0;            ///< while it does not decode
  std::int64_t held = 0;               ///< tokens in units
  int end = 0;                         ///< tokens
  int own = 0, parts = 0, shared = 0;  ///< blocks; parts of the prefix cache
  int chunk = 0;                       ///< of this step
};

class Sequences {
 public:
  Sequences(const Load& load, const StepTime& step_time, const EngineSettings& settings)
      : load_(load),
        s_(settings),
        gain_(gain_of(settings.guessing)),
        clock_(step_time, gain_.unit),
        free_(settings.kv_blocks),
        host_free_(settings.host_blocks),
        cache_({settings.host_cache_blocks, settings.disk_cache_blocks}),
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
    std::int64_t parts = tokens == 0 ? 0 : (s_.room.state + tokens) * 1024;
    for (int i = 0; i < s_.room.count; ++i) {
      const auto& window = s_.room.windows[static_cast<std::size_t>(i)];
      if (tokens > window.tokens) parts -= (tokens - window.tokens) * window.share;
    }
    return static_cast<int>((parts + 1024 * s_.block_size - 1) / (1024 * s_.block_size));
  }
  bool guesses() const { return s_.guessing.guesses > 0 && decoding() <= s_.guessing.off_above; }
  int gain() const { return guesses() ? gain_.gain : gain_.unit; }
  /// Tokens computed for those that decode.
  int computed() const { return guesses() ? decoding() * (1 + s_.guessing.guesses) : decoding(); }
  int whole(std::int64_t units) const { return static_cast<int>(units / gain_.unit); }
  /// Tokens whose keys and values are there, of a context of so many units.
  int kept(std::int64_t units) const { return static_cast<int>((units + gain_.unit - 1) / gain_.unit) - 1; }
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
    if (r.decodes) return std::max(0, blocks(kept(r.held + gain())) - r.own - r.shared);
    const int tokens = chunk(r.prompt - r.done, budget);
    budget -= tokens;
    return std::max(0, blocks(r.done + tokens) - r.own - r.shared);
  }

  const Load& load_;
  const EngineSettings& s_;
  Gain gain_;
  StepClock clock_;
  std::int64_t free_, host_free_;
  PrefixCache cache_;
  std::map<int, std::pair<int, std::int64_t>> swapped_;  ///< blocks in the host's memory, and the context
  Picoseconds moved_ = 0, loaded_ = 0;  ///< blocks to and from there; time for parts of tiers
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
