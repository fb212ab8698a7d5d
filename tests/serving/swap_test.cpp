#include <doctest/doctest.h>

#include "serving/simulate.h"
#include "serving/summary.h"
#include "serving/synthetic.h"

using namespace llmtco::serving;

namespace {

/// Two prompts of 4 tokens and answers of 4 in four blocks of 4 tokens.
Load two_requests() {
  Load load;
  for (int i = 0; i < 2; ++i) load.requests.push_back({.arrival = 0, .input = 4, .output = 6});
  return load;
}

EngineSettings three_blocks() {
  EngineSettings s = settings_of(SchedulerKind::vllm);
  s.block_size = 4;
  s.kv_blocks = 3;
  return s;
}

}  // namespace

TEST_CASE("a sequence that is swapped goes on where it was, and each way takes its blocks' time") {
  // Steps of 10 ms. Step 1 computes both prompts, a block each. Step 2 needs one more block each, and one is free: the second
  // goes to the host with one block of 4 tokens x 1 ms = 4 ms, and step 2 takes 14 ms. The first is done after five steps of
  // decoding, at 10 + 14 + 4 x 10 = 64 ms. The second comes back, 4 ms, and decodes five times: 64 + 14 + 40 = 118 ms.
  EngineSettings s = three_blocks();
  s.preemption = Preemption::swap;
  s.host_blocks = 1;
  s.swap_per_token = 0.001;
  const Load load = two_requests();
  const llmtco::serving::StepTime t{.t0 = 0.01};
  const Simulation sim = simulate(load, t, s);
  CHECK(in_seconds(sim.outcomes[0].end) == doctest::Approx(0.064));
  CHECK(in_seconds(sim.outcomes[1].end) == doctest::Approx(0.118));
  CHECK(sim.counts.swaps == 1);
  CHECK(sim.counts.swapped_blocks == 1);
  CHECK(sim.counts.restarts == 0);
  CHECK(in_seconds(sim.counts.transfer) == doctest::Approx(0.008));
  CHECK(sim.outcomes[1].restarts == 0);
  CHECK(sim.gaps.total() == 10);

  // Without room there it computes its prompt of 5 again in the sixth step, from which its second token comes.
  s.host_blocks = 1;
  s.preemption = Preemption::recompute;
  const Simulation again = simulate(load, t, s);
  CHECK(again.counts.restarts == 1);
  CHECK(again.counts.recomputed_tokens == 5);
  CHECK(in_seconds(again.outcomes[0].end) == doctest::Approx(0.06));
  CHECK(in_seconds(again.outcomes[1].end) == doctest::Approx(0.11));
}

TEST_CASE("swapping pays where computing again is dear, and conserves requests and tokens") {
  SyntheticLoad wanted{.requests = 600,
                       .arrivals = {},
                       .input = {.kind = Lengths::Kind::lognormal, .mean = 1000, .cv = 0.5},
                       .output = {.kind = Lengths::Kind::lognormal, .mean = 600, .cv = 1}};
  wanted.arrivals.rate = 3;
  const Load load = synthetic_load(wanted);
  const llmtco::serving::StepTime t{.t0 = 0.01, .c_pf = 2e-4, .c_attn = 0, .c_dec = 2e-5, .c_kv = 1e-7};
  EngineSettings s = settings_of(SchedulerKind::vllm);
  s.kv_blocks = 1500;
  const Summary computed = summary(load, simulate(load, t, s), s, {});
  s.preemption = Preemption::swap;
  s.host_blocks = 10'000;
  s.swap_per_token = 131'072 / 25e9;
  const Summary swapped = summary(load, simulate(load, t, s), s, {});
  CHECK(computed.restarts > 100);
  CHECK(swapped.swaps > 100);
  CHECK(swapped.restarts == 0);
  CHECK(swapped.completed == 600);
  CHECK(swapped.duration < computed.duration);
  CHECK(swapped.transfer_share > 0);
  CHECK(swapped.transfer_share < 0.1);
  CHECK(swapped.in_system * swapped.duration == doctest::Approx(swapped.e2e.mean * 600).epsilon(0.001));
}
