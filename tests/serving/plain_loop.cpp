#include "plain_loop.h"

#include <algorithm>
#include <deque>

#include "plain_replica.h"
#include "serving/ranks.h"

namespace {

using namespace llmtco::serving;
using plain::Runner;

class Plain : public plain::Replica {
 public:
  using plain::Replica::Replica;

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

  void plan() {
    switch (s_.scheduler) {
      case SchedulerKind::prefill_first:
        return prefill_first();
      case SchedulerKind::sglang:
        return sglang();
      case SchedulerKind::fixed_batch:
        return fixed_batch();
      default:
        return mixed();
    }
  }
  void mixed() {
    const bool sarathi = s_.scheduler == SchedulerKind::sarathi;
    const bool whole = sarathi || s_.scheduler == SchedulerKind::tensorrt_llm_max;
    const bool held = held_back();
    const bool restarted = room(sarathi ? 1 : 0);
    if (!restarted) bring_back(sarathi ? 1 : 0);
    decode();
    std::int64_t budget = s_.token_budget - computed();
    for (Runner& r : running_) {
      if (r.decodes || budget <= 0) continue;
      const int tokens = chunk(r.prompt - r.done, budget);
      compute(r, tokens);
      budget -= tokens;
    }
    if ((restarted && !sarathi) || held) return;
    while (budget > 0 && !queue_.empty() && static_cast<int>(running_.size()) < s_.max_batch) {
      if (head_is_swapped()) return;
      const Head h = head();
      if (impossible(h) || (s_.whole_prompts && !h.again && h.prompt > s_.token_budget)) {
        refuse();
        continue;
      }
      const bool whole_one = s_.whole_prompts && h.prompt - h.hit <= s_.token_budget;
      if (whole_one && h.prompt - h.hit > budget) return;
      const int tokens = chunk(h.prompt - h.hit, budget);
      const int wanted = first(h, whole ? h.prompt : h.hit + tokens);
      if (!may_take(h, wanted)) return;
      admit(h, wanted);
      compute(running_.back(), tokens);
      budget -= tokens;
    }
  }
  /// TensorRT-LLM's batch wait, decided before the step is made.
  bool held_back() {
    if (s_.scheduler != SchedulerKind::tensorrt_llm && s_.scheduler != SchedulerKind::tensorrt_llm_max)
      return false;
    std::int64_t tokens = decoding();
    const int running = static_cast<int>(running_.size());
    bool wait = waited_ < s_.wait_steps && tokens > 0 && !queue_.empty() && running < s_.max_batch;
    for (int i = 0; wait && i < static_cast<int>(queue_.size()) && running + i < s_.max_batch; ++i) {
      const int prompt = request(queue_[static_cast<std::size_t>(i)]).input;
      if (tokens + prompt > s_.token_budget) break;
      tokens += prompt;
      wait = tokens < static_cast<std::int64_t>(s_.wait_share * s_.token_budget);
    }
    waited_ = wait ? waited_ + 1 : 0;
    return wait;
  }
  int waited_ = 0;

  void prefill_first() {
    std::int64_t count = 0, longest = 0;
    while (!queue_.empty() && static_cast<int>(running_.size()) < s_.max_batch) {
      if (head_is_swapped()) break;
      const Head h = head();
      if (impossible(h) || (!h.again && h.prompt > s_.token_budget)) {
        refuse();
        continue;
      }
      const std::int64_t padded = std::max<std::int64_t>(longest, h.prompt - h.hit);
      if (!may_take(h, first(h, h.prompt))) break;
      if ((count + 1) * padded > s_.token_budget && !(count == 0 && h.again)) break;
      longest = padded;
      ++count;
      admit(h, first(h, h.prompt));
      compute(running_.back(), h.prompt - h.hit);
    }
    if (count > 0) return;
    if (!room(1)) bring_back(grows() ? 1 : 0);
    decode();
  }
  void sglang() {
    std::int64_t budget = s_.token_budget, promised = 0;
    for (Runner& r : running_) {
      if (r.decodes) continue;
      promised += std::min(r.end - r.prompt, 4096);
      const int tokens = chunk(r.prompt - r.done, budget);
      if (tokens > 0) compute(r, tokens);
      budget -= tokens;
    }
    while (budget > 0 && !queue_.empty() && static_cast<int>(running_.size()) < s_.max_batch) {
      const Head h = head();
      if (impossible(h)) {
        refuse();
        continue;
      }
      const int wanted = first(h, h.prompt), answer = std::min(h.end - h.prompt, 4096);
      std::int64_t left = 0;
      for (const Runner& r : running_) left += r.decodes ? std::int64_t{r.end} * gain_.unit - r.held : 0;
      left /= gain_.unit;
      if (!may_take(h, wanted)) break;
      if (grows() && !running_.empty() &&
          (h.room - wanted) * s_.block_size < left * 98 / 1000 + promised + answer)
        break;
      const int tokens = chunk(h.prompt - h.hit, budget);
      admit(h, wanted);
      compute(running_.back(), tokens);
      promised += answer;
      budget -= tokens;
    }
    if (prompt_tokens_ > 0) return;
    const auto demand = [&] {
      std::int64_t sum = 0, none = 0;
      for (const Runner& r : running_) sum += need(r, none);
      return sum;
    };
    while (running_.size() > 1 && demand() > available()) {
      std::size_t worst = 0;
      const auto key = [&](const Runner& r) {
        return std::pair(whole(r.held) - request(r.id).input, -request(r.id).input);
      };
      for (std::size_t i = 1; i < running_.size(); ++i) {
        if (key(running_[i]) <= key(running_[worst])) worst = i;
      }
      restart(worst);
    }
    decode();
  }
  void fixed_batch() {
    if (running_.empty()) {
      const auto size = [&](std::int64_t tokens) {
        return blocks(s_.contiguous > 0 ? s_.contiguous : tokens);
      };
      const auto refused = [&](std::int64_t tokens) {
        return size(tokens) > s_.kv_blocks || (s_.contiguous > 0 && tokens > s_.contiguous);
      };
      while (!queue_.empty() && refused(head().end)) refuse();
      int prompt = 0, answer = 0, count = 0;
      while (count < s_.max_batch && count < static_cast<int>(queue_.size())) {
        const Request& r = request(queue_[static_cast<std::size_t>(count)]);
        const int p = std::max(prompt, r.input), a = std::max(answer, r.output);
        if (refused(p + a) || (count + 1) * std::int64_t{size(p + a)} > available()) break;
        prompt = p;
        answer = a;
        ++count;
      }
      for (int i = 0; i < count; ++i) {
        Head h = head();
        h.prompt = prompt;
        h.end = prompt + answer;
        admit(h, size(prompt + answer));
        compute(running_.back(), prompt - h.hit);
      }
      if (count > 0) return;
    }
    decode();
  }
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
