#pragma once
#include <span>
#include <vector>

#include "serving/counts.h"
#include "serving/decoding.h"
#include "serving/gaps.h"
#include "serving/kv_blocks.h"
#include "serving/outcome.h"
#include "serving/settings.h"
#include "serving/step_time.h"
#include "serving/timeline.h"

namespace llmtco::serving {

/// A sequence whose prompt is not computed yet, or not in whole.
struct Prefilling {
  std::uint32_t id = 0, order = 0;
  std::int32_t prompt =
      0;  ///< tokens to compute: of a request that was restarted, those of its answer so far too
  std::int32_t done = 0;  ///< of these
  std::int32_t end = 0;   ///< tokens it holds when the answer is complete
  std::int32_t own = 0;   ///< blocks that it alone holds
};

/// What the head of the queue would take.
struct Offer {
  std::uint32_t id = 0;
  std::int32_t prompt = 0, end = 0;
  std::int32_t hit = 0;     ///< tokens of the prompt that are in the cache; one at least is always computed
  std::int32_t shared = 0;  ///< blocks of these on the GPU
  std::int32_t below = 0;   ///< and in the tiers below it
  std::int32_t parts = 0;   ///< ids of these
  std::int64_t available = 0;  ///< blocks that could be taken for the rest
  bool restarted = false;
  std::int32_t swapped = -1;  ///< blocks that wait in the host's memory; -1: none, its prompt is computed
};

/// What a scheduler says of the step it has put together.
struct Plan {
  bool alone = false;  ///< the step after it may be another one though nothing happens
  int margin = 0;      ///< blocks that must be left for a step to be like the one before
};

struct Simulation;
class Replica;
/// What a replica that is done leaves behind.
Simulation result_of(Replica&& replica);
/// First arrival and last token, from the outcomes.
void set_span(Simulation& simulation);

/// One replica: its clock, queue, sequences and blocks, and what a scheduler may do with them. The loop (simulate.h) lets
/// requests in, asks the scheduler for a step, and advances.
class Replica {
 public:
  Replica(const Load& load, const StepTime& step_time, const EngineSettings& settings, bool grows);
  Replica(const Replica&) = delete;
  Replica(Replica&&) = default;
  Replica& operator=(const Replica&) = delete;
  Replica& operator=(Replica&&) = delete;
  ~Replica() = default;

  const EngineSettings& settings;
  Decoding decoding;
  KvBlocks kv;
  std::vector<Prefilling> prefilling;  ///< in the order of admission

  Picoseconds now() const { return now_; }
  int running() const { return decoding.count() + static_cast<int>(prefilling.size() + finishing_.size()); }

  /// Whether somebody waits, and what the first would take. Requests that restart wait ahead of all others.
  bool waiting() const { return !restarting_.empty() || next_ < arrived_; }
  Offer offer() const;
  /// The first of the queue that waits behind `i` others; requires that there is one.
  std::uint32_t queued(std::size_t i) const;
  std::int32_t prompt_of(std::uint32_t id) const { return load_.requests[id].input; }
  std::int32_t answer_of(std::uint32_t id) const { return load_.requests[id].output; }
  std::size_t queue_length() const { return restarting_.size() + (arrived_ - next_); }

  /// Takes the head in. `blocks`: those of its own. Its prompt joins `prefilling` with nothing computed but the hit.
  void admit(const Offer& offer, std::int32_t blocks);
  void reject();  ///< the head, which can never be served

  /// The coming step computes `tokens` of prefilling[i]; `blocks` more are its own.
  void compute(std::size_t i, std::int32_t tokens, std::int32_t blocks);
  /// Moves those whose prompt is complete with this step out of `prefilling`.
  void close_prompts();
  /// The coming step gives every sequence that decodes its next token, and the blocks it needs for that.
  void decode() {
    decodes_ = decoding.count() > 0;
    first_demand_ = decoding.demand();
    kv.take(first_demand_);
  }

  /// Back to the front of the queue; all its blocks are free again. One that decodes waits in the host's memory where that
  /// is so set and has room, and else restarts as the others do.
  void preempt_decoding(int i);
  /// Tokens of the head that wait in the host's memory. Requires that they do.
  std::int32_t host_tokens() const;
  /// The head decodes on.
  void bring_back();
  void restart_prefilling(std::size_t i);
  bool grows() const { return grows_; }
  std::int32_t blocks_of(std::int32_t tokens) const {
    if (!plain_room_) return static_cast<std::int32_t>(settings.room.blocks(tokens, settings.block_size));
    const auto size = static_cast<std::uint32_t>(settings.block_size);
    return static_cast<std::int32_t>((static_cast<std::uint32_t>(tokens) + size - 1) / size);
  }
  /// Blocks of a prompt in the making that the cache holds for it.
  std::int32_t shared_blocks(std::uint32_t id) const {
    return cache_use_.empty() ? 0 : cache_use_[id].blocks;
  }

  /// Padding of a fixed batch.
  void pad(std::int64_t tokens) { counts_.padding_tokens += tokens; }

  // --- what the loop does ---
  /// The load has one more request behind all others.
  void arrive();
  /// The load has one more request at first_waiting(), which was let in elsewhere and starts anew: it is the first in the
  /// queue. Between two steps, or at `time` where there is none.
  void arrive_first(const Outcome& so_far, Picoseconds time);
  std::size_t first_waiting() const { return next_; }
  /// No step begins at or after this time without the loop being asked.
  void set_horizon(Picoseconds time) { horizon_ = time; }
  /// When advance(plan) would end.
  Picoseconds end_of(const Plan& plan);
  /// The replica is taken away at `time`, within the step at hand where there is one, and whatever that would have made is
  /// lost. Who is left, in the order in which they are to go on.
  struct Left {
    std::uint32_t id;
    bool started;
  };
  std::vector<Left> leave(const Plan& plan, Picoseconds time);
  void take_arrivals();
  std::int64_t prompt_tokens() const { return work_.prompt_tokens; }
  bool has_step() const { return decodes_ || work_.prompt_tokens > 0; }
  /// Runs the step, and where it only decodes as many more like it as no event falls in.
  void advance(const Plan& plan);
  /// The coming steps, how many of them are alike while nothing arrives, and k of them in the time that is given, which is
  /// theirs or that of a slower rank.
  Stretch stretch() const;
  std::int64_t quiet_steps(const Stretch& stretch, const Plan& plan);
  void run(const Stretch& stretch, std::int64_t k);
  /// Does nothing until then, whoever waits; then looks for requests.
  void idle_until(Picoseconds time);
  /// Does nothing while others run a step that ends then; theirs behind it was put together at `planned`.
  void idle_beside(Picoseconds planned, Picoseconds time);
  /// Whether there are requests that it was not asked to look for yet.
  bool unseen() const { return arrived_ < outcomes.size() && outcomes[arrived_].arrival <= now_; }
  /// Goes to the next arrival; false where there is none.
  bool sleep();
  /// Requests in = done + queued + running + rejected, and blocks free + held = all.
  bool conserves() const;

  std::vector<Outcome> outcomes;
  std::vector<std::uint32_t>* ended = nullptr;  ///< where set: who is answered or refused, one after another
  Gaps gaps;
  Timeline timeline;
  const Counts& counts() const { return counts_; }

 private:
  std::int64_t steps_to_take(const Stretch& stretch, const Plan& plan);
  struct Restarting {
    std::uint32_t id;
    Picoseconds last_token;    ///< -1: none came yet
    std::int32_t blocks = -1;  ///< in the host's memory; -1: none, its prompt is computed again
    std::int64_t context = 0;  ///< of one in the host's memory, in units of Decoding
  };
  struct CacheUse {
    std::int32_t parts = 0;   ///< ids of its prompt that it uses
    std::int32_t blocks = 0;  ///< of these
  };
  std::span<const std::uint64_t> ids_of(std::uint32_t id) const;
  int part_blocks(std::uint32_t id, std::size_t part) const;
  void keep_parts(Prefilling& p);
  void release(std::uint32_t id, std::int64_t own);
  PrefixCache::Sizes part_sizes(std::uint32_t id) const;
  std::int32_t part_tokens(std::uint32_t id, std::size_t part) const;
  void take_over(const Offer& offer, std::int32_t& blocks);
  bool swap_out(int i);
  void restart(std::uint32_t id, Restarting waits);
  std::int64_t own_blocks(const Sequence& s, std::int32_t held) const {
    return grows_ ? blocks_of(held) - s.blocks : s.blocks;
  }
  void record(Picoseconds begin, std::int64_t batch, double tokens, std::int64_t held_before);
  double tokens_out(std::int64_t k) const;
  Picoseconds guessing_time() const;
  void finish_answers();
  void finish_prompts(Picoseconds end);
  void finish(std::uint32_t id, std::int64_t own);
  std::int64_t keep_answer(std::uint32_t id, std::int64_t own);
  std::vector<Left> left_over();

  const Load& load_;
  StepClock clock_;
  bool grows_, plain_room_;
  Picoseconds now_ = 0;
  /// When the coming step was put together, where that is done ahead: who comes later, if only because an answer had to
  /// reach its reader first, is not in it.
  Picoseconds planned_ = 1;
  std::int64_t unseen_steps_ = 0;  ///< since requests were looked for; as many as that takes after a prompt
  std::size_t next_ = 0, arrived_ = 0;  ///< requests [next_, arrived_) wait
  std::size_t released_ = 0;            ///< of a closed loop: how many have a time of arrival
  std::uint32_t order_ = 0;
  std::vector<Restarting> restarting_;                          ///< the last is the first in the queue
  std::vector<Prefilling> finishing_;                           ///< whose prompts this step completes
  std::vector<std::int32_t> made_;                              ///< tokens of the answer that a restart keeps
  std::vector<CacheUse> cache_use_;                             ///< empty without a prefix cache
  std::vector<std::pair<std::uint32_t, Picoseconds>> resumed_;  ///< restarted, and when their last token came
  StepWork work_;
  std::int64_t admitted_ = 0;  ///< in this step
  bool decodes_ = false;
  Picoseconds horizon_ = never;
  std::int64_t host_free_;         ///< blocks
  Picoseconds swap_block_;         ///< time of one
  Picoseconds transfer_ = 0;       ///< that the coming step waits for
  std::int64_t first_demand_ = 0;  ///< blocks that decode() took
  Counts counts_;
};

}  // namespace llmtco::serving
