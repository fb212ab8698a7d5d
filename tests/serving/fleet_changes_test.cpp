#include <doctest/doctest.h>

#include <cmath>

#include "random/philox.h"
#include "serving/fleet.h"
#include "serving/summary.h"
#include "serving/synthetic.h"

using namespace llmtco::serving;

namespace {

constexpr Picoseconds second = 1'000'000'000'000;

/// One at a time, in steps of 10 s: an answer of ten tokens takes 100 s.
EngineSettings slow_slot() {
  EngineSettings s = settings_of(SchedulerKind::sequential);
  s.max_batch = 1;
  return s;
}
const llmtco::serving::StepTime ten_seconds{.t0 = 10};

Load at_seconds(const std::vector<int>& times, std::int32_t output = 10) {
  Load load;
  for (const int time : times)
    load.requests.push_back({.arrival = time * second, .input = 10, .output = output});
  return load;
}

/// Share of its mean life that replica number i lives.
double life_of(std::uint32_t i, std::uint64_t seed) {
  const auto words = llmtco::philox({i, 0, llmtco::variable_id("eviction"), 0}, seed);
  return -std::log(llmtco::uniform_of(std::uint64_t{words[0]} << 32 | words[1]));
}

/// Of the first replica's notice after 25 s, and of none of the next three's before an hour.
Evictions after_25_seconds(double notice) {
  std::uint64_t seed = 1;
  while (life_of(0, seed) * 150 > life_of(1, seed) || life_of(0, seed) * 150 > life_of(2, seed)) ++seed;
  return {.per_hour = life_of(0, seed) * 3600 / 25, .notice = notice, .seed = seed};
}

std::int64_t whole_seconds(double replica_picoseconds) { return std::llround(replica_picoseconds / 1e12); }

}  // namespace

TEST_CASE("a second replica takes requests 90 s after a check saw that it is needed") {
  // Three come at once; the check at 15 s wants two replicas; the second is there at 105 s. Who comes at 106 s has it for
  // itself, to 206 s. The check at 210 s sees the third alone, which ends at 300 s: one replica is enough.
  const Load load = at_seconds({0, 1, 2, 106});
  const FleetSettings fleet{
      .router = Router::least_loaded,
      .start_up = 90,
      .autoscaling = Autoscaling{.least = 1, .most = 2, .target = 1, .scale_down_delay = 0}};
  const Simulation s = simulate_fleet(load, ten_seconds, slow_slot(), fleet);
  CHECK(s.outcomes[0].end == 100 * second);
  CHECK(s.outcomes[1].end == 200 * second);
  CHECK(s.outcomes[2].end == 300 * second);
  CHECK(s.outcomes[3].start == 106 * second);
  CHECK(s.outcomes[3].end == 206 * second);
  REQUIRE(s.life);
  CHECK(s.life->ordered == 1);
  CHECK(whole_seconds(s.life->paid) == 300 + 210 - 15);
  CHECK(whole_seconds(s.life->starting) == 90);
  CHECK(s.replicas == 2);
  CHECK(summary(load, s, slow_slot(), {}).utilization == doctest::Approx(400.0 / 495));
  const std::vector<ReplicaSpan> thirds = spans_of(*s.life, 100 * second, 3, s.end);
  CHECK(thirds[0].paid == doctest::Approx(1.85));
  CHECK(thirds[1].serving == doctest::Approx(1.95));
}

TEST_CASE("a replica that is not needed finishes what it has, and stays as long as more was wanted lately") {
  Autoscaler scaler({.least = 1, .most = 8, .target = 10, .scale_down_delay = 300});
  CHECK(scaler.desired(0, 34) == 4);
  CHECK(scaler.desired(60 * second, 8) == 4);
  CHECK(scaler.desired(299 * second, 25) == 4);
  CHECK(scaler.desired(300 * second, 8) == 3);
  CHECK(scaler.desired(598 * second, 0) == 3);
  CHECK(scaler.desired(599 * second, 0) == 1);
  CHECK(scaler.desired(600 * second, 1000) == 8);
}

TEST_CASE("who runs on a replica that is taken away begins anew elsewhere, ahead of all who wait") {
  // Notice at 25 s, gone at 30 s, a new one there at 55 s. A has run three of ten steps and holds 13 tokens; B waits
  // behind it; C comes at 27 s and finds nobody. A runs from 55 to 155 s, then C, then B.
  const Load load = at_seconds({0, 1, 27});
  const FleetSettings fleet{.start_up = 30, .evictions = after_25_seconds(5)};
  const Simulation s = simulate_fleet(load, ten_seconds, slow_slot(), fleet);
  CHECK(s.outcomes[0].start == 0);
  CHECK(s.outcomes[0].first_token == 65 * second);
  CHECK(s.outcomes[0].end == 155 * second);
  CHECK(s.outcomes[0].restarts == 1);
  CHECK(s.outcomes[2].end == 255 * second);
  CHECK(s.outcomes[1].end == 355 * second);
  CHECK(s.outcomes[1].restarts == 0);
  CHECK(s.counts.lost_tokens == 13);
  CHECK(s.counts.recomputed_tokens == 10);
  CHECK(s.life->evicted == 1);
  CHECK(s.life->lost == 1);
  CHECK(s.life->at_door == 3);
  CHECK(whole_seconds(s.life->paid) == 30 + 355 - 25);
  CHECK(s.counts.busy == 330 * second);
  CHECK(s.counts.in_system / 1e12 == doctest::Approx(155 + 354 + 228));
}

TEST_CASE("a step that is cut is time spent and gives nothing") {
  // Without notice at 25 s, in the third step. Two more replicas: A goes to the second, which serves B until 101 s.
  const Load load = at_seconds({0, 1});
  const FleetSettings fleet{.replicas = 2, .start_up = 1000, .evictions = after_25_seconds(0)};
  const Simulation s = simulate_fleet(load, ten_seconds, slow_slot(), fleet);
  CHECK(s.counts.lost_tokens == 12);
  CHECK(s.outcomes[1].end == 101 * second);
  CHECK(s.outcomes[0].end == 201 * second);
  CHECK(s.counts.busy == (25 + 200) * second);
  CHECK(whole_seconds(s.life->paid) == 25 + 201 + (201 - 25));
}

TEST_CASE("workers that scale to zero start cold, and stay warm for a while") {
  // Ordered at 0, there at 20 s, done at 30 s, warm to 90 s: who comes at 80 s is served at once, to 90 s, which keeps it
  // to 150 s. Who comes at 200 s starts the next.
  const Load load = at_seconds({0, 80, 200}, 1);
  const FleetSettings fleet{.start_up = 20,
                            .autoscaling = Autoscaling{.least = 0, .most = 3, .target = 4, .keep_warm = 60}};
  const Simulation s = simulate_fleet(load, ten_seconds, slow_slot(), fleet);
  CHECK(s.outcomes[0].first_token == 30 * second);
  CHECK(s.outcomes[1].first_token == 90 * second);
  CHECK(s.outcomes[2].first_token == 230 * second);
  CHECK(s.life->at_door == 2);
  CHECK(s.life->ordered == 2);
  CHECK(whole_seconds(s.life->paid) == 150 + 30);
  CHECK(s.life->changes.size() == 5);  // 0: ordered, 20: serves, 150: gone, 200: ordered, 220: serves
}

TEST_CASE("requests are conserved and Little's law holds while replicas come and go, under every router") {
  SyntheticLoad wanted{.requests = 4000,
                       .arrivals = {},
                       .input = {.kind = Lengths::Kind::lognormal, .mean = 400, .cv = 1},
                       .output = {.kind = Lengths::Kind::lognormal, .mean = 150, .cv = 1}};
  wanted.arrivals = {.kind = Arrivals::Kind::gamma, .rate = 3, .cv = 3, .hours = {}};
  Load load = synthetic_load(wanted);
  load.requests[1234].input = 3'000'000;  // fits nowhere
  for (const auto& router : router_names.table) {
    for (const SchedulerKind kind :
         {SchedulerKind::vllm, SchedulerKind::sglang, SchedulerKind::fixed_batch}) {
      CAPTURE(router.second);
      EngineSettings settings = settings_of(kind);
      settings.max_batch = 12;
      settings.kv_blocks = 20'000 / settings.block_size;
      const FleetSettings fleet{
          .router = router.first,
          .spare = 1,
          .start_up = 40,
          .autoscaling = Autoscaling{.least = 1, .most = 6, .target = 6, .scale_down_delay = 60},
          .evictions = {.per_hour = 30, .notice = 2, .seed = 3}};
      const Simulation s = simulate_fleet(
          load, {.t0 = 0.02, .c_pf = 5e-5, .c_attn = 0, .c_dec = 2e-5, .c_kv = 1e-7}, settings, fleet);
      CHECK(s.counts.completed == 3999);
      CHECK(s.counts.rejected == 1);
      CHECK(s.life->evicted > 10);
      CHECK(s.life->lost > 10);
      double there = 0;
      std::int64_t restarts = 0;
      for (const Outcome& o : s.outcomes) {
        restarts += o.restarts;
        if (o.state != Outcome::State::done) continue;
        CHECK(o.arrival <= o.start);
        CHECK(o.start < o.first_token);
        CHECK(o.first_token <= o.end);
        there += in_seconds(o.end - o.arrival);
      }
      CHECK(restarts == s.counts.restarts);
      CHECK(s.counts.in_system / 1e12 == doctest::Approx(there).epsilon(1e-9));
      CHECK(static_cast<double>(s.counts.busy) < s.life->paid);
    }
  }
}
