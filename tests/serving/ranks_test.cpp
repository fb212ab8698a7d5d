#include "serving/ranks.h"

#include <doctest/doctest.h>

#include <deque>
#include <memory>
#include <numeric>

#include "serving/scheduler.h"
#include "serving/summary.h"
#include "serving/synthetic.h"

using namespace llmtco::serving;

namespace {

/// One of the batches under way in a pipeline, with a queue of its own.
struct Lane {
  Lane(const llmtco::serving::StepTime& t, const EngineSettings& s)
      : replica(load, t, s, true), scheduler(scheduler_for(s)) {}
  Load load;
  Replica replica;
  std::unique_ptr<Scheduler> scheduler;
  std::size_t given = 0;
  std::size_t in_system() const {
    return given - static_cast<std::size_t>(replica.counts().completed + replica.counts().rejected);
  }
};

/// A pipeline as it is: a batch goes through the stages one after another, each of which takes an equal part of its step
/// and works on one batch at a time. Whichever of the batches is back first goes in next.
class FlowShop {
 public:
  FlowShop(const Load& load, const llmtco::serving::StepTime& t, const EngineSettings& s)
      : load_(load), own_(rank_settings(s)), free_(static_cast<std::size_t>(s.pipeline), 0) {
    for (int i = 0; i < s.pipeline; ++i) lanes_.emplace_back(t, own_);
  }
  /// E2E of all requests, mean in seconds, and when the last token came.
  std::pair<double, double> run() {
    for (;;) {
      Lane& lane = *std::min_element(lanes_.begin(), lanes_.end(), [](const Lane& a, const Lane& b) {
        return a.replica.now() < b.replica.now();
      });
      const Picoseconds now = std::max(lane.replica.now(), free_[0]);
      hand_out(now);
      lane.replica.idle_until(now);
      lane.replica.take_arrivals();
      lane.scheduler->plan(lane.replica);
      if (lane.replica.has_step()) {
        lane.replica.run({.first = through(now, lane.replica.stretch().step(0)) - now}, 1);
      } else if (!wait(lane)) {
        break;
      }
    }
    double sum = 0;
    std::size_t n = 0;
    Picoseconds last = 0;
    for (const Lane& lane : lanes_) {
      for (const Outcome& o : lane.replica.outcomes) {
        sum += in_seconds(o.end - o.arrival);
        last = std::max(last, o.end);
        ++n;
      }
    }
    return {sum / static_cast<double>(n), in_seconds(last)};
  }

 private:
  void hand_out(Picoseconds now) {
    for (; next_ < load_.requests.size() && load_.requests[next_].arrival <= now; ++next_) {
      Lane& best = *std::min_element(lanes_.begin(), lanes_.end(), [](const Lane& a, const Lane& b) {
        return a.in_system() < b.in_system();
      });
      best.load.requests.push_back(load_.requests[next_]);
      best.replica.arrive();
      ++best.given;
    }
  }
  Picoseconds through(Picoseconds now, Picoseconds step) {
    Picoseconds at = now;
    for (Picoseconds& free : free_) {
      at = std::max(at, free) + step / static_cast<Picoseconds>(free_.size());
      free = at;
    }
    return at;
  }
  /// Idle until another lane is back, or somebody comes; false where nobody will.
  bool wait(Lane& idle) {
    Picoseconds until = next_ < load_.requests.size() ? load_.requests[next_].arrival : never;
    for (const Lane& lane : lanes_) {
      if (lane.in_system() > 0 && lane.replica.now() >= idle.replica.now())
        until = std::min(until, lane.replica.now() + 1);
    }
    if (until == never) return false;
    idle.replica.idle_until(std::max(until, idle.replica.now() + 1));
    return true;
  }

  const Load& load_;
  const EngineSettings own_;
  std::deque<Lane> lanes_;
  std::vector<Picoseconds> free_;
  std::size_t next_ = 0;
};

}  // namespace

TEST_CASE("a lone batch takes a step through all stages, and a full pipeline does so many in that time") {
  // Steps of 10 ms whatever is in them; four requests of one prompt step and three of decoding.
  Load load;
  load.requests.push_back({.arrival = 0, .input = 10, .output = 4});
  EngineSettings s = settings_of(SchedulerKind::vllm);
  s.pipeline = 4;
  s.max_batch = 4;  // one for each of the batches under way
  const llmtco::serving::StepTime t{.t0 = 0.01};
  CHECK(in_seconds(simulate(load, t, s).outcomes[0].end) == doctest::Approx(0.04));
  load.requests.assign(8, load.requests[0]);
  const Simulation full = simulate(load, t, s);
  CHECK(in_seconds(full.end) == doctest::Approx(0.08));
  CHECK(full.counts.steps == 8);
  CHECK(full.counts.batch / static_cast<double>(full.counts.busy) == doctest::Approx(4));
}

TEST_CASE("rounds of a pipeline are as quick as its stages are one by one, at every load") {
  SyntheticLoad wanted{.requests = 1500,
                       .arrivals = {},
                       .input = {.kind = Lengths::Kind::lognormal, .mean = 500, .cv = 1},
                       .output = {.kind = Lengths::Kind::lognormal, .mean = 120, .cv = 1}};
  const llmtco::serving::StepTime t{.t0 = 0.012, .c_pf = 5e-5, .c_attn = 0, .c_dec = 4e-5, .c_kv = 5e-8};
  EngineSettings s = settings_of(SchedulerKind::vllm);
  s.pipeline = 4;
  s.token_budget = 2048;
  const double most = *capacity(synthetic_load(wanted), t, s);
  for (const double share : {0.1, 0.5, 0.8}) {
    CAPTURE(share);
    wanted.arrivals.rate = share * most;
    const Load load = synthetic_load(wanted);
    const auto [e2e, end] = FlowShop(load, t, s).run();
    const Summary rounds = summary(load, simulate(load, t, s), s, {});
    CHECK(rounds.e2e.mean == doctest::Approx(e2e).epsilon(0.1));
  }
}

TEST_CASE("ranks with attention of their own wait for the one that has most to do") {
  // Two ranks, 10 ms and 1 us for each token of context of the fullest, times two. Contexts of 1,001 and 101:
  // 10 + 2 x 1.001 = 12.002 ms for the first step of decoding of both.
  Load load;
  load.requests.push_back({.arrival = 0, .input = 1000, .output = 2});
  load.requests.push_back({.arrival = 0, .input = 100, .output = 2});
  EngineSettings s = settings_of(SchedulerKind::vllm);
  s.attention_data = 2;
  const llmtco::serving::StepTime t{.t0 = 0.01, .c_pf = 0, .c_attn = 0, .c_dec = 0, .c_kv = 1e-6};
  const Simulation sim = simulate(load, t, s);
  for (const Outcome& o : sim.outcomes) {
    CHECK(in_seconds(o.first_token) == doctest::Approx(0.01));
    CHECK(in_seconds(o.end) == doctest::Approx(0.022002));
  }
  // What experts take of prompts all compute together: 1,100 tokens x 2 us, beside 2 x 1,000 x 1 us of the rank.
  const Simulation mixed = simulate(load, {.t0 = 0.01, .c_pf = 3e-6, .shared_pf = 2e-6}, s);
  CHECK(in_seconds(mixed.outcomes[1].first_token) == doctest::Approx(0.01 + 0.0022 + 0.002));
}

TEST_CASE("Little's law holds over ranks, and every request is answered once") {
  SyntheticLoad wanted{.requests = 2000,
                       .arrivals = {},
                       .input = {.kind = Lengths::Kind::lognormal, .mean = 300, .cv = 1},
                       .output = {.kind = Lengths::Kind::lognormal, .mean = 100, .cv = 1}};
  wanted.arrivals.rate = 12;
  const Load load = synthetic_load(wanted);
  EngineSettings s = settings_of(SchedulerKind::sglang);
  s.attention_data = 4;
  s.pipeline = 2;
  const Simulation sim =
      simulate(load, {.t0 = 0.01, .c_pf = 2e-5, .c_attn = 1e-10, .c_dec = 1e-5, .c_kv = 2e-8}, s);
  const Summary sum = summary(load, sim, s, {});
  CHECK(sum.completed == 2000);
  CHECK(sum.in_system * sum.duration == doctest::Approx(sum.e2e.mean * 2000).epsilon(0.001));
  CHECK(sum.utilization <= 1);
}
