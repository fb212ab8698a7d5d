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
  for (const std::uint64_t seed : {1, 2, 3}) {
    CAPTURE(seed);
    const EngineSettings settings = settings_of(SchedulerKind::vllm);
    const Load load = capacity_load(150'000, seed);
    const double part = *capacity(load, capacity_steps, settings);
    Load backlog = load;
    for (Request& r : backlog.requests) r.arrival = 0;
    const Simulation all = simulate(backlog, capacity_steps, settings);
    const double whole = 150'000 / in_seconds(all.end);  // of so many, start and end are little
    CHECK(part == doctest::Approx(whole).epsilon(0.005));
  }
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
