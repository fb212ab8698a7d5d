#include "serving/ranks.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <memory>

#include "serving/scheduler.h"

namespace llmtco::serving {
namespace {

/// What came to a rank so far: requests, and their places in the whole load.
struct RankPart {
  Load load;
  std::vector<std::uint32_t> places;

  void take(const Load& from, std::size_t place, Picoseconds arrival) {
    Request r = from.requests[place];
    const auto ids = from.ids_of(r);
    r.first_prefix = static_cast<std::uint32_t>(load.prefix_ids.size());
    r.arrival = arrival;
    load.prefix_ids.insert(load.prefix_ids.end(), ids.begin(), ids.end());
    load.requests.push_back(r);
    places.push_back(static_cast<std::uint32_t>(place));
  }
};

class Rank {
 public:
  Rank(const Load& like, const StepTime& step_time, const EngineSettings& settings)
      : replica(part.load, step_time, settings, blocks_grow(settings)), scheduler_(scheduler_for(settings)) {
    part.load.prefix_tokens = like.prefix_tokens;
  }
  Rank(const Rank&) = delete;
  Rank& operator=(const Rank&) = delete;

  std::size_t in_system() const {
    return part.places.size() -
           static_cast<std::size_t>(replica.counts().completed + replica.counts().rejected);
  }
  void prepare() {
    replica.take_arrivals();
    plan = scheduler_->plan(replica);
    if (replica.has_step()) steps = replica.stretch();
  }
  std::int64_t gone() const { return replica.counts().completed + replica.counts().rejected; }

  RankPart part;
  Replica replica;
  Plan plan;
  Stretch steps;

 private:
  std::unique_ptr<Scheduler> scheduler_;
};

/// Whether a takes at least as long as b in step j.
bool as_long(const Stretch& a, const Stretch& b, std::int64_t j) { return a.step(j) >= b.step(j); }

/// Steps from the first on for which a takes at least as long as b, at most `most`. Requires that it does for the first.
/// Looks no further than a stays on its floor where it begins on it: up to there b is longer from one step on or never, and
/// behind it b - a is convex, so that the same holds.
std::int64_t slowest_for(const Stretch& a, const Stretch& b, std::int64_t most) {
  if (a.first < a.floor && a.slope > 0) most = std::min(most, (a.floor - a.first + a.slope - 1) / a.slope);
  std::int64_t low = 1, high = most + 1;
  while (high - low > 1) {
    const std::int64_t middle = (low + high) / 2;
    (as_long(a, b, middle - 1) ? low : high) = middle;
  }
  return low;
}

class Lockstep {
 public:
  Lockstep(const Load& load, const StepTime& step_time, const EngineSettings& settings)
      : load_(load), settings_(rank_settings(settings)), shared_pf_(step_time.shared_pf) {
    const StepTime t = rank_step_time(step_time, settings);
    for (int i = 0; i < settings.ranks(); ++i) ranks_.emplace_back(load, t, settings_);
    released_ = static_cast<std::size_t>(load.in_flight);
  }

  Simulation run() {
    for (;;) {
      hand_out();
      for (Rank& rank : ranks_) rank.prepare();
      if (!round() && !sleep()) break;
      release();
    }
    return result();
  }

 private:
  Picoseconds arrival(std::size_t i) const {
    return load_.in_flight == 0 ? load_.requests[i].arrival : i < released_ ? came_[i] : never;
  }
  bool comes() const { return next_ < load_.requests.size() && arrival(next_) != never; }

  void hand_out() {
    if (load_.in_flight > 0) came_.resize(std::min(released_, load_.requests.size()), now_);
    for (; comes() && arrival(next_) <= now_; ++next_) {
      Rank* best = &ranks_.front();
      for (Rank& rank : ranks_) {
        if (rank.in_system() < best->in_system()) best = &rank;
      }
      best->part.take(load_, next_, arrival(next_));
      best->replica.arrive();
    }
  }

  /// As many steps of all ranks as nothing falls in; false where nobody has one.
  bool round() {
    std::int64_t prompts = 0;
    for (const Rank& rank : ranks_) prompts += rank.replica.prompt_tokens();
    const Picoseconds together = in_picoseconds(shared_pf_ * static_cast<double>(prompts));
    Rank* slowest = nullptr;
    for (Rank& rank : ranks_) {
      if (!rank.replica.has_step()) continue;
      rank.steps.first += together;
      if (slowest == nullptr || longer(rank.steps, slowest->steps)) slowest = &rank;
    }
    if (slowest == nullptr) return false;
    const Stretch steps = slowest->steps;
    std::int64_t k = prompts > 0 ? 1 : slowest->replica.quiet_steps(steps, slowest->plan);
    for (Rank& rank : ranks_) {
      if (k == 1) break;
      if (rank.replica.unseen() && (settings_.plans_ahead || !rank.replica.has_step())) k = 1;
      if (rank.replica.has_step())
        k = slowest_for(steps, rank.steps, std::min(k, rank.replica.quiet_steps(rank.steps, rank.plan)));
      else if (rank.replica.waiting())
        k = 1;
    }
    if (load_.in_flight > 0 && gone() > answered_) k = 1;  // refused: others come in their place
    if (comes() && k > 1) k = steps.until(arrival(next_) - now_, k);
    const Picoseconds planned = now_ + steps.total(k - 1);
    now_ += steps.total(k);
    for (Rank& rank : ranks_) {
      if (rank.replica.has_step()) {
        rank.replica.run(steps, k);
      } else {
        rank.replica.idle_beside(planned, now_);
      }
    }
    steps_ += k;
    busy_ += steps.total(k);
    return true;
  }

  static bool longer(const Stretch& a, const Stretch& b) {
    return a.step(0) != b.step(0) ? a.step(0) > b.step(0) : a.step(1) > b.step(1);
  }

  /// Where nobody has a step: to the next arrival, or nowhere where somebody waits who comes in at once.
  bool sleep() {
    for (const Rank& rank : ranks_) {
      if (rank.replica.waiting()) return true;
    }
    bool unseen = false;
    for (Rank& rank : ranks_) {
      if (!rank.replica.unseen()) continue;
      rank.replica.idle_until(now_);
      unseen = true;
    }
    if (unseen) return true;
    if (gone() > answered_ && load_.in_flight > 0) return true;  // refused: others come in their place
    if (!comes()) return false;
    now_ = std::max(now_, arrival(next_));
    for (Rank& rank : ranks_) rank.replica.idle_until(now_);
    return true;
  }

  std::int64_t gone() const {
    std::int64_t all = 0;
    for (const Rank& rank : ranks_) all += rank.gone();
    return all;
  }
  /// Of a closed loop: one more comes for each that is answered or refused.
  void release() {
    if (load_.in_flight == 0) return;
    const std::int64_t all = gone();
    released_ = std::min(load_.requests.size(), released_ + static_cast<std::size_t>(all - answered_));
    answered_ = all;
  }

  Simulation result() {
    Simulation all;
    all.outcomes.resize(load_.requests.size());
    for (std::size_t i = next_; i < load_.requests.size(); ++i) all.outcomes[i].arrival = arrival(i);
    for (Rank& rank : ranks_) {
      assert(rank.replica.running() == 0 && rank.replica.kv.held() == 0);
      const Simulation one = result_of(std::move(rank.replica));
      for (std::size_t i = 0; i < one.outcomes.size(); ++i)
        all.outcomes[rank.part.places[i]] = one.outcomes[i];
      all.counts += one.counts;
      all.gaps += one.gaps;
      all.timeline += one.timeline;
    }
    all.counts.steps = steps_;
    all.counts.busy = busy_;
    set_span(all);
    return all;
  }

  const Load& load_;
  const EngineSettings settings_;
  const double shared_pf_;
  std::deque<Rank> ranks_;  // which do not move
  Picoseconds now_ = 0, busy_ = 0;
  std::size_t next_ = 0, released_ = 0;
  std::vector<Picoseconds> came_;  ///< of a closed loop: when each was released
  std::int64_t answered_ = 0, steps_ = 0;
};

}  // namespace

EngineSettings rank_settings(const EngineSettings& settings) {
  EngineSettings s = settings;
  const int n = settings.ranks();
  for (std::int64_t EngineSettings::*blocks :
       {&EngineSettings::kv_blocks, &EngineSettings::host_blocks, &EngineSettings::host_cache_blocks,
        &EngineSettings::disk_cache_blocks})
    s.*blocks = settings.*blocks / n;
  s.max_batch = (settings.max_batch + settings.pipeline - 1) / settings.pipeline;
  s.pipeline = s.attention_data = 1;
  return s;
}

StepTime rank_step_time(const StepTime& t, const EngineSettings& settings) {
  const double n = settings.attention_data;
  StepTime one{.t0 = t.t0,
               .c_pf = n * (t.c_pf - t.shared_pf),
               .c_attn = n * t.c_attn,
               .c_dec = n * t.c_dec,
               .c_kv = n * t.c_kv};
  for (std::size_t i = 0; i < one.bend.size(); ++i)
    one.bend[i] = bend_at(t.bend, settings.attention_data * (std::int64_t{1} << i));
  return one;
}

Simulation simulate_ranks(const Load& load, const StepTime& step_time, const EngineSettings& settings) {
  return Lockstep(load, step_time, settings).run();
}

}  // namespace llmtco::serving
