#include "serving/fleet.h"

#include <doctest/doctest.h>

#include "serving/summary.h"
#include "serving/synthetic.h"

using namespace llmtco::serving;

namespace {

const llmtco::serving::StepTime fleet_steps{
    .t0 = 0.01, .c_pf = 5e-5, .c_attn = 0, .c_dec = 2e-5, .c_kv = 1e-7};

Load fleet_load(double rate, std::size_t requests) {
  SyntheticLoad wanted{.requests = requests,
                       .arrivals = {},
                       .input = {.kind = Lengths::Kind::lognormal, .mean = 500, .cv = 1},
                       .output = {.kind = Lengths::Kind::lognormal, .mean = 100, .cv = 1}};
  wanted.arrivals.rate = rate;
  return synthetic_load(wanted);
}

Summary served(const Load& load, const EngineSettings& settings, const FleetSettings& fleet) {
  return summary(load, simulate_fleet(load, fleet_steps, settings, fleet), settings, {});
}

}  // namespace

TEST_CASE("a fleet serves what its replicas serve") {
  const Load load = fleet_load(20, 4000);
  const EngineSettings settings = settings_of(SchedulerKind::vllm);
  const Simulation both = simulate_fleet(load, fleet_steps, settings, {.replicas = 2});
  Load even;
  for (std::size_t i = 0; i < load.requests.size(); i += 2) even.requests.push_back(load.requests[i]);
  const Simulation one = simulate(even, fleet_steps, settings);
  for (std::size_t i = 0; i < even.requests.size(); i += 37)
    CHECK(one.outcomes[i].end == both.outcomes[2 * i].end);
  CHECK(both.counts.completed == 4000);
  const Summary s = summary(load, both, settings, {});
  CHECK(s.in_system * s.duration == doctest::Approx(s.e2e.mean * 4000).epsilon(0.001));
  CHECK(s.utilization <= 1);
}

TEST_CASE("replicas that are told of their requests one by one do what they do with all of them at hand") {
  const Load load = fleet_load(15, 3000);
  for (const auto& row : scheduler_names.table) {
    const auto kind = row.first;
    CAPTURE(row.second);
    EngineSettings settings = settings_of(kind);
    settings.max_batch = 24;
    settings.kv_blocks = 24'000 / settings.block_size;
    const Simulation told =
        simulate_fleet(load, fleet_steps, settings, {.replicas = 1, .router = Router::least_loaded});
    const Simulation known = simulate(load, fleet_steps, settings);
    CHECK(told.counts.steps == known.counts.steps);
    int different = 0;
    for (std::size_t i = 0; i < load.requests.size(); ++i) {
      different += told.outcomes[i].first_token != known.outcomes[i].first_token ||
                   told.outcomes[i].end != known.outcomes[i].end;
    }
    CHECK(different == 0);
  }
}

TEST_CASE("who sends to the least loaded waits less than who goes round, and a lone replica is just that") {
  const Load load = fleet_load(40, 6000);
  EngineSettings settings = settings_of(SchedulerKind::vllm);
  settings.max_batch = 16;
  const Summary round = served(load, settings, {.replicas = 4, .router = Router::round_robin});
  const Summary least = served(load, settings, {.replicas = 4, .router = Router::least_loaded});
  CHECK(least.queue.mean < round.queue.mean);
  CHECK(least.ttft.p95 < round.ttft.p95);
  const Summary lone = served(load, settings, {.replicas = 1, .router = Router::least_loaded});
  CHECK(lone.requests == 6000);
}

TEST_CASE("prompts that begin alike meet in one cache") {
  Load load = fleet_load(10, 2000);
  load.prefix_tokens = 64;
  for (std::size_t i = 0; i < load.requests.size(); ++i) {
    Request& r = load.requests[i];
    r.input = 640;
    r.first_prefix = static_cast<std::uint32_t>(load.prefix_ids.size());
    r.prefixes = 10;
    for (std::uint64_t part = 0; part < 10; ++part)
      load.prefix_ids.push_back(part < 8 ? (i * 2654435761u >> 9) % 40 * 100 + part
                                         : 100'000 + 10 * i + part);
  }
  EngineSettings settings = settings_of(SchedulerKind::vllm);
  settings.prefix_cache = true;
  settings.kv_blocks = 700;  // 11,200 tokens: 20 of the 40 beginnings
  const Summary round = served(load, settings, {.replicas = 4, .router = Router::round_robin});
  const Summary affine = served(load, settings, {.replicas = 4, .router = Router::prefix_affine});
  CHECK(affine.prefix_hit_ratio > round.prefix_hit_ratio + 0.1);
}
