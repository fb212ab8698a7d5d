#include "plain_loop.h"

#include <algorithm>
#include <deque>

#include "plain_schedulers.h"
#include "serving/ranks.h"

namespace {

using namespace llmtco::serving;

class Plain : public plain::Scheduled {
 public:
  using plain::Scheduled::Scheduled;

  void run() {
    for (;;) {
      const bool looks = this->looks();
      for (; looks && next_ < made_.size() && seen(static_cast<int>(next_)); ++next_)
        queue_.push_back(static_cast<int>(next_));
      plan();
      if (has_step()) {
        step(now_ + duration());
      } else if (queue_.empty()) {
        if (next_ >= made_.size() || result.outcomes[next_].arrival == never) return;
        now_ = std::max(now_, result.outcomes[next_].arrival);
        planned_ = now_ + 1;
        unseen_ = s_.receive_interval;
      }
    }
  }

  // Of a rank: what comes to it, what it does, and when.
  void arrive(int id, Picoseconds time) {
    outcome(id).arrival = time;
    coming_.push_back(id);
    ++came_;
  }
  void begin(Picoseconds now) {
    now_ = now;
    const bool looks = this->looks();
    while (looks && !coming_.empty() && seen(coming_.front())) {
      queue_.push_back(coming_.front());
      coming_.pop_front();
    }
    plan();
  }
  void idle(Picoseconds planned) {
    planned_ = planned;
    unseen_ = s_.receive_interval;
  }
  bool unseen() const { return !coming_.empty(); }
  int in_system() const { return came_ - gone(); }
  int gone() const {
    return static_cast<int>(
        std::count_if(result.outcomes.begin(), result.outcomes.end(), [](const Outcome& o) {
          return o.state == Outcome::State::done || o.state == Outcome::State::rejected;
        }));
  }
  bool waits() const { return !queue_.empty(); }
  using plain::Replica::duration;
  using plain::Replica::has_step;
  using plain::Replica::prompt_tokens;
  using plain::Replica::step;

 private:
  int came_ = 0;
  std::deque<int> coming_;  ///< to a rank, which has not looked for them yet

  bool looks() {
    if (unseen_ < s_.receive_interval) return false;
    unseen_ = 0;
    return true;
  }
  bool seen(int id) { return outcome(id).arrival < (s_.plans_ahead ? planned_ : now_ + 1); }
};

}  // namespace

PlainResult plain_loop(const Load& load, const StepTime& step_time, const EngineSettings& settings) {
  Plain plain(load, step_time, settings);
  plain.run();
  return std::move(plain.result);
}

PlainResult plain_ranks(const Load& load, const StepTime& step_time, const EngineSettings& settings) {
  const EngineSettings own = rank_settings(settings);
  Load open = load;  // which the ranks do not release requests of
  open.in_flight = 0;
  std::deque<Plain> ranks;
  for (int i = 0; i < settings.ranks(); ++i)
    ranks.emplace_back(open, rank_step_time(step_time, settings), own);
  std::vector<std::size_t> rank_of(load.requests.size());
  std::size_t next = 0;
  int gone = 0;
  std::vector<Picoseconds> arrivals;
  for (std::size_t i = 0; i < load.requests.size(); ++i)
    arrivals.push_back(load.in_flight == 0 ? load.requests[i].arrival : never);
  for (std::size_t i = 0; i < arrivals.size() && static_cast<int>(i) < load.in_flight; ++i) arrivals[i] = 0;
  std::size_t released = static_cast<std::size_t>(load.in_flight);
  Picoseconds now = 0;
  PlainResult result;
  for (;;) {
    for (; next < arrivals.size() && arrivals[next] <= now; ++next) {
      std::size_t best = 0;
      for (std::size_t i = 1; i < ranks.size(); ++i) {
        if (ranks[i].in_system() < ranks[best].in_system()) best = i;
      }
      ranks[best].arrive(static_cast<int>(next), arrivals[next]);
      rank_of[next] = best;
    }
    Picoseconds longest = -1;
    bool waits = false;
    std::int64_t prompts = 0;
    for (Plain& rank : ranks) {
      rank.begin(now);
      prompts += rank.prompt_tokens();
    }
    const Picoseconds together = in_picoseconds(step_time.shared_pf * static_cast<double>(prompts));
    for (Plain& rank : ranks) {
      if (rank.has_step()) longest = std::max(longest, rank.duration(together));
      waits = waits || rank.waits();
    }
    bool unseen = false;
    for (Plain& rank : ranks) {
      if (longest >= 0 ? !rank.has_step() : !waits && rank.unseen()) rank.idle(longest >= 0 ? now : now + 1);
      unseen = unseen || rank.unseen();
    }
    if (longest >= 0) {
      now += longest;
      ++result.steps;
      for (Plain& rank : ranks) {
        if (rank.has_step()) rank.step(now);
      }
    }
    int all = 0;
    for (const Plain& rank : ranks) all += rank.gone();
    for (; load.in_flight > 0 && gone < all; ++gone) {
      if (released < arrivals.size()) arrivals[released++] = now;
    }
    gone = all;
    if (longest >= 0 || waits || unseen) continue;
    if (next >= arrivals.size() || arrivals[next] == never) break;
    now = std::max(now, arrivals[next]);
    for (Plain& rank : ranks) rank.idle(now + 1);
  }
  result.outcomes.resize(arrivals.size());
  for (std::size_t i = 0; i < next; ++i) result.outcomes[i] = ranks[rank_of[i]].result.outcomes[i];
  for (const Plain& rank : ranks) {
    result.restarts += rank.result.restarts;
    result.swaps += rank.result.swaps;
  }
  return result;
}
