#include "serving/capacity.h"

#include <doctest/doctest.h>

#include "serving/agent_load.h"

using namespace llmtco::serving;

namespace {

const llmtco::serving::StepTime capacity_steps{
    .t0 = 0.006, .c_pf = 32e-6, .c_attn = 1e-9, .c_dec = 20e-6, .c_kv = 43e-9};

Load capacity_load(std::size_t requests, std::uint64_t seed) {
  SyntheticLoad wanted{.requests = requests,
                       .arrivals = {},
                       .input = {.kind = Lengths::Kind::lognormal, .mean = 844, .cv = 1.31},
                       .output = {.kind = Lengths::Kind::lognormal, .mean = 275, .cv = 0.95},
                       .seed = seed};
  return synthetic_load(wanted);
}

}  // namespace

TEST_CASE("the capacity of a long load is told by a part of it, within 0.5 %") {
  for (const std::uint64_t seed : {1, 2}) {
    CAPTURE(seed);
    // The second refuses prompts of more than 4,096 tokens.
    const EngineSettings settings =
        settings_of(seed == 1 ? SchedulerKind::vllm : SchedulerKind::prefill_first);
    const Load load = capacity_load(150'000, seed);
    const double part = *capacity(load, capacity_steps, settings);
    Load backlog = load;
    for (Request& r : backlog.requests) r.arrival = 0;
    const Simulation all = simulate(backlog, capacity_steps, settings);
    // Of so many, start and end are little.
    const double whole = static_cast<double>(all.counts.completed) / in_seconds(all.end);
    CHECK(part == doctest::Approx(whole).epsilon(0.005));
  }
}

TEST_CASE("what a prompt finds in the cache need not be served") {
  // One at a time, 10 ms and 1 ms a token: 110 ms for 100 tokens, 60 ms where half of them are there.
  Load load;
  load.requests.assign(200, {.input = 100, .output = 1});
  EngineSettings one = settings_of(SchedulerKind::sequential);
  one.max_batch = 1;
  const llmtco::serving::StepTime t{.t0 = 0.01, .c_pf = 0.001};
  CHECK(*capacity(load, t, one) == doctest::Approx(1 / 0.11));
  CHECK(*capacity(with_hits(load, 0.5), t, one) == doctest::Approx(1 / 0.06));
}

TEST_CASE("the rate of tasks times their calls is the rate of requests") {
  AgentLoad wanted;
  wanted.tasks.requests = 101;
  wanted.tasks.arrivals = {.kind = Arrivals::Kind::fixed, .rate = 2, .hours = {}};
  wanted.calls.mean = 5;
  CHECK(*offered_rate(agent_load(wanted)) == doctest::Approx(10));
  wanted.tasks.in_flight = 3;
  CHECK_FALSE(offered_rate(agent_load(wanted)));
}
