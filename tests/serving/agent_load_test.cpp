#include "serving/agent_load.h"

#include <doctest/doctest.h>

#include "serving/fleet.h"
#include "serving/task_times.h"

using namespace llmtco::serving;

namespace {

constexpr Picoseconds microsecond = 1'000'000;

AgentLoad agents(std::size_t tasks, double rate) {
  AgentLoad wanted;
  wanted.tasks.requests = tasks;
  wanted.tasks.arrivals.rate = rate;
  wanted.tasks.input.mean = 1000;
  wanted.tasks.output = {.kind = Lengths::Kind::lognormal, .mean = 100, .cv = 0.5};
  wanted.calls = {.kind = Lengths::Kind::uniform, .low = 2, .high = 10};
  wanted.growth = {.kind = Lengths::Kind::uniform, .low = 100, .high = 500};
  wanted.pause = 2;
  wanted.pause_cv = 1;
  return wanted;
}

EngineSettings cached() {
  EngineSettings s = settings_of(SchedulerKind::vllm);
  s.prefix_cache = true;
  s.kv_blocks = 4000;
  return s;
}

const llmtco::serving::StepTime agent_steps{.t0 = 0.01, .c_pf = 1e-4};

}  // namespace

TEST_CASE("each call of a task waits for the one before, and computes what is new in its prompt") {
  // 160 tokens: 10 + 16 = 26 ms, and 32 steps of 10 ms for the other tokens: 346 ms. Twelve parts of 16 hold the prompt and
  // 32 tokens of the answer. A second later 160 + 33 + 31 = 224 tokens, of which 192 are there: 10 + 3.2 = 13.2 ms and
  // 320 ms. Again a second later 288 tokens, of which 256 are there: the same.
  AgentLoad wanted;
  wanted.tasks.requests = 1;
  wanted.tasks.arrivals.kind = Arrivals::Kind::fixed;
  wanted.tasks.input.mean = 160;
  wanted.tasks.output.mean = 33;
  wanted.calls.mean = 3;
  wanted.growth.mean = 31;
  wanted.pause = 1;
  Load load = agent_load(wanted);
  name_parts(load, 16, 0);
  REQUIRE(load.requests.size() == 3);
  CHECK(load.requests[2].input == 288);
  CHECK(load.requests[1].prefixes == 14);
  CHECK(load.requests[1].kept == 2);
  const Simulation s = simulate_fleet(load, agent_steps, cached(), {});
  const Picoseconds come = s.outcomes[0].arrival;
  CHECK(s.outcomes[0].end == come + 346'000 * microsecond);
  CHECK(s.outcomes[1].arrival == come + 1'346'000 * microsecond);
  CHECK(s.outcomes[1].first_token == come + 1'359'200 * microsecond);
  CHECK(s.outcomes[1].end == come + 1'679'200 * microsecond);
  CHECK(s.outcomes[2].first_token == come + 2'692'400 * microsecond);
  CHECK(s.outcomes[2].end == come + 3'012'400 * microsecond);
  CHECK(s.counts.hit_tokens == 192 + 256);
  const auto tasks = task_times(load, s);
  REQUIRE(tasks);
  CHECK(tasks->tasks == 1);
  CHECK(tasks->calls == 3);
  CHECK(tasks->time.mean == doctest::Approx(3.0124));
  CHECK(tasks->waiting == doctest::Approx(1.0124 / 3.0124));
  // Without a cache 10 + 22.4 and 10 + 28.8 ms.
  const Simulation all_new = simulate_fleet(load, agent_steps, settings_of(SchedulerKind::vllm), {});
  CHECK(all_new.outcomes[2].end == come + (346'000 + 352'400 + 358'800 + 2'000'000) * microsecond);
}

TEST_CASE("a call comes its pause after the answer before it, in every fleet, and none is lost") {
  Load load = agent_load(agents(400, 0.5));
  name_parts(load, 16, 512);
  for (const auto& router : router_names.table) {
    CAPTURE(router.second);
    const FleetSettings fleet{
        .router = router.first,
        .start_up = 20,
        .autoscaling = Autoscaling{.least = 1, .most = 4, .target = 3, .scale_down_delay = 60},
        .evictions = {.per_hour = 20, .notice = 1, .seed = 5}};
    const Simulation s = simulate_fleet(load, agent_steps, cached(), fleet);
    CHECK(s.counts.completed == static_cast<std::int64_t>(load.requests.size()));
    int wrong = 0;
    double there = 0;
    for (std::size_t i = 0; i < load.requests.size(); ++i) {
      const Link& link = load.links[i];
      if (link.after != Link::nobody)
        wrong += s.outcomes[i].arrival != s.outcomes[link.after].end + link.delay;
      there += in_seconds(s.outcomes[i].end - s.outcomes[i].arrival);
    }
    CHECK(wrong == 0);
    CHECK(s.counts.in_system / 1e12 == doctest::Approx(there).epsilon(1e-9));
    CHECK(task_times(load, s)->completed == 400);
  }
}

TEST_CASE("calls of a task find its context where prompts that begin alike are sent to one replica") {
  Load load = agent_load(agents(600, 1));
  name_parts(load, 16, 0);
  const auto hits = [&](Router router) {
    const Simulation s = simulate_fleet(load, agent_steps, cached(), {.replicas = 4, .router = router});
    return static_cast<double>(s.counts.hit_tokens) / static_cast<double>(s.counts.input_tokens);
  };
  CHECK(hits(Router::prefix_affine) > 0.6);
  CHECK(hits(Router::prefix_affine) > hits(Router::round_robin) + 0.2);
}

TEST_CASE("tasks share the tokens they begin with") {
  AgentLoad wanted = agents(50, 10);
  wanted.calls = {.mean = 1};
  Load load = agent_load(wanted);
  name_parts(load, 16, 808);  // 50 whole parts of 1,000 tokens' 62
  const Simulation s = simulate_fleet(load, agent_steps, cached(), {});
  CHECK(s.counts.hit_tokens == 49 * 800);
  CHECK_FALSE(task_times(load, s));
}

TEST_CASE("a closed loop keeps its number in flight, with the pauses and the start that it was given") {
  SyntheticLoad wanted{
      .requests = 30, .arrivals = {}, .input = {.mean = 10}, .output = {.mean = 10}, .in_flight = 4};
  Load load = synthetic_load(wanted);
  add_pauses(load, 2, 0.5, 0, 1);
  // Steps of 10 ms, 100 ms an answer: one starts every 0.5 s, and comes again 0.6 s later.
  const Simulation s = simulate_fleet(load, {.t0 = 0.01}, settings_of(SchedulerKind::vllm), {.replicas = 2});
  for (int i = 0; i < 4; ++i)
    CHECK(s.outcomes[static_cast<std::size_t>(i)].arrival == i * 500'000 * microsecond);
  CHECK(s.counts.completed == 30);
  double there = 0;
  for (const Outcome& o : s.outcomes) there += in_seconds(o.end - o.arrival);
  CHECK(s.counts.in_system / 1e12 == doctest::Approx(there).epsilon(1e-9));
  CHECK(in_seconds(s.end) ==
        doctest::Approx(5.2).epsilon(0.1));  // 30 answers at 4 / 0.6 a second and the start
}

TEST_CASE("replicas side by side serve a closed loop as one replica does for itself, to the picosecond") {
  for (const auto& row : scheduler_names.table) {
    CAPTURE(row.second);
    EngineSettings settings = settings_of(row.first);
    settings.max_batch = 10;
    settings.kv_blocks = 9'000 / settings.block_size;
    SyntheticLoad wanted{.requests = 800,
                         .arrivals = {},
                         .input = {.kind = Lengths::Kind::lognormal, .mean = 300, .cv = 1.5},
                         .output = {.kind = Lengths::Kind::lognormal, .mean = 100, .cv = 1},
                         .in_flight = 14};
    const Load load = synthetic_load(wanted);
    Load linked = load;
    add_pauses(linked, 0, 0, 0, 1);
    const llmtco::serving::StepTime t{.t0 = 0.01, .c_pf = 5e-5, .c_attn = 1e-9, .c_dec = 2e-5, .c_kv = 2e-7};
    const Simulation one = simulate(load, t, settings), side = simulate_fleet(linked, t, settings, {});
    int different = 0;
    for (std::size_t i = 0; i < load.requests.size(); ++i) {
      different += one.outcomes[i].arrival != side.outcomes[i].arrival ||
                   one.outcomes[i].first_token != side.outcomes[i].first_token ||
                   one.outcomes[i].end != side.outcomes[i].end;
    }
    CHECK(different == 0);
    CHECK(one.counts.steps == side.counts.steps);
  }
}
