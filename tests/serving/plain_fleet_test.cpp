#include <doctest/doctest.h>

#include <memory>

#include "serving/agent_load.h"
#include "serving/fleet.h"
#include "serving/replica.h"
#include "serving/scheduler.h"

using namespace llmtco::serving;

namespace {

/// Replicas under least-loaded as plainly as it can be written: one step at a time, and everybody asked at every time.
class PlainFleet {
 public:
  PlainFleet(const Load& load, const llmtco::serving::StepTime& t, const EngineSettings& settings,
             int replicas)
      : load_(load), arrivals(load.requests.size(), never) {
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
      if (load.links[i].after == Link::nobody) arrivals[i] = load.requests[i].arrival;
    }
    sent_.assign(arrivals.size(), false);
    ends.assign(arrivals.size(), -1);
    for (int i = 0; i < replicas; ++i) {
      members_.push_back(std::make_unique<One>());
      One& one = *members_.back();
      one.load.prefix_tokens = load.prefix_tokens;
      one.load.prefix_ids = load.prefix_ids;
      one.replica = std::make_unique<Replica>(one.load, t, settings, blocks_grow(settings));
      one.scheduler = scheduler_for(settings);
    }
  }

  void run() {
    for (Picoseconds now = next(); now != never; now = next()) {
      for (const auto& one : members_) {
        if (one->until == now) end(*one, now);
      }
      for (std::size_t i = 0; i < arrivals.size(); ++i) {
        if (arrivals[i] == now && !sent_[i]) send(i, now);
      }
      for (const auto& one : members_) {
        if (one->until == never) plan(*one, now);
      }
    }
  }

 private:
  struct One {
    Load load;
    std::vector<std::size_t> places;
    std::unique_ptr<Replica> replica;
    std::unique_ptr<Scheduler> scheduler;
    Picoseconds until = never;
    std::size_t seen = 0;
  };
  static constexpr Plan single{.alone = true};

  Picoseconds next() const {
    Picoseconds next = never;
    for (const auto& one : members_) next = std::min(next, one->until);
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
      if (!sent_[i]) next = std::min(next, arrivals[i]);
    }
    return next;
  }
  void end(One& one, Picoseconds now) {
    one.replica->advance(single);
    one.until = never;
    look(one, now);
  }
  void look(One& one, Picoseconds now) {
    for (std::size_t i = 0; i < one.places.size(); ++i) {
      const std::size_t request = one.places[i];
      const Outcome& o = one.replica->outcomes[i];
      if (ends[request] >= 0 || (o.state != Outcome::State::done && o.state != Outcome::State::rejected))
        continue;
      ends[request] = now;
      ++one.seen;
      for (std::size_t j = 0; j < arrivals.size(); ++j) {
        if (load_.links[j].after == request) arrivals[j] = now + load_.links[j].delay;
      }
    }
  }
  void send(std::size_t request, Picoseconds now) {
    One* best = nullptr;
    for (const auto& one : members_) {
      if (best == nullptr || one->places.size() - one->seen < best->places.size() - best->seen)
        best = one.get();
    }
    sent_[request] = true;
    best->load.requests.push_back(load_.requests[request]);
    best->load.requests.back().arrival = now;
    best->places.push_back(request);
    best->replica->arrive();
  }
  void plan(One& one, Picoseconds now) {
    if (!one.replica->waiting() && one.replica->now() < now && !one.replica->sleep()) return;
    do {
      one.replica->take_arrivals();
      one.scheduler->plan(*one.replica);
      look(one, now);
      if (one.replica->has_step()) one.until = one.replica->end_of(single);
      if (one.until == never && one.replica->unseen()) one.replica->idle_until(now);
    } while (one.until == never && (one.replica->waiting() || one.replica->unseen()));
  }

  const Load& load_;
  std::vector<bool> sent_;
  std::vector<std::unique_ptr<One>> members_;

 public:
  std::vector<Picoseconds> arrivals, ends;
};

}  // namespace

TEST_CASE(
    "replicas whose requests wait for each other's answers go as one step at a time, to the picosecond") {
  for (const auto& row : scheduler_names.table) {
    CAPTURE(row.second);
    const SchedulerKind kind = row.first;
    const bool shares = kind != SchedulerKind::fixed_batch && kind != SchedulerKind::sequential;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      AgentLoad wanted;
      wanted.tasks.requests = 25;
      wanted.tasks.seed = seed;
      wanted.tasks.arrivals.rate = 2;
      wanted.tasks.input = {.kind = Lengths::Kind::lognormal, .mean = 60, .cv = 1};
      wanted.tasks.output = {.kind = Lengths::Kind::lognormal, .mean = 40, .cv = 1};
      wanted.calls = {.kind = Lengths::Kind::uniform, .low = 1, .high = 5};
      wanted.growth = {.kind = Lengths::Kind::uniform, .low = 1, .high = 50};
      wanted.pause = seed % 2 == 0 ? 0 : 0.3;
      wanted.pause_cv = 1;
      Load load = agent_load(wanted);
      EngineSettings settings = settings_of(kind);
      settings.max_batch = 4;
      settings.block_size = 16;
      settings.kv_blocks = 45;  // the longest tasks fit nowhere
      settings.prefix_cache = shares && seed % 3 != 0;
      if (settings.prefix_cache) name_parts(load, 16, 32);
      const llmtco::serving::StepTime t{
          .t0 = 0.01, .c_pf = 5e-5, .c_attn = 1e-9, .c_dec = 2e-5, .c_kv = 2e-6};
      const Simulation fast =
          simulate_fleet(load, t, settings, {.replicas = 3, .router = Router::least_loaded});
      PlainFleet plain(load, t, settings, 3);
      plain.run();
      int different = 0;
      for (std::size_t i = 0; i < load.requests.size(); ++i) {
        const Outcome& o = fast.outcomes[i];
        different += o.arrival != plain.arrivals[i] || (o.end >= 0 && o.end != plain.ends[i]);
      }
      CHECK(different == 0);
      CHECK(fast.counts.completed + fast.counts.rejected == static_cast<std::int64_t>(load.requests.size()));
    }
  }
}
