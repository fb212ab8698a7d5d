#include "serving/disaggregated.h"

#include <doctest/doctest.h>

#include "serving/summary.h"
#include "serving/synthetic.h"

using namespace llmtco::serving;

TEST_CASE(
    "a prompt is computed in one place and its answer in another, and keys and values take their time "
    "between") {
  // 10 ms + 1,000 x 50 us = 60 ms; 1,000 x 2 us = 2 ms on the way; two steps of 10 ms and one token's 50 us in the first.
  Load load;
  load.requests.push_back({.arrival = 0, .input = 1000, .output = 3});
  load.requests.push_back({.arrival = in_picoseconds(1), .input = 1000, .output = 1});
  const EngineSettings settings = settings_of(SchedulerKind::vllm);
  const Simulation s =
      simulate_disaggregated(load, {.t0 = 0.01, .c_pf = 5e-5, .c_attn = 0, .c_dec = 0, .c_kv = 0}, settings,
                             {.prefill = 1, .decode = 1, .transfer_per_token = 2e-6});
  CHECK(in_seconds(s.outcomes[0].first_token) == doctest::Approx(0.060));
  CHECK(in_seconds(s.outcomes[0].end) == doctest::Approx(0.060 + 0.002 + 0.01005 + 0.01));
  CHECK(in_seconds(s.outcomes[1].end) == doctest::Approx(1.060));
  CHECK(s.counts.completed == 2);
  CHECK(s.counts.input_tokens == 2000);
  CHECK(s.counts.output_tokens == 4);
  CHECK(s.gaps.total() == 2);
}

TEST_CASE("prompts no longer hold up the answers of others where they are computed elsewhere") {
  SyntheticLoad wanted{.requests = 3000,
                       .arrivals = {},
                       .input = {.kind = Lengths::Kind::lognormal, .mean = 2000, .cv = 1},
                       .output = {.kind = Lengths::Kind::lognormal, .mean = 150, .cv = 1}};
  wanted.arrivals.rate = 8;
  const Load load = synthetic_load(wanted);
  const llmtco::serving::StepTime t{.t0 = 0.008, .c_pf = 5e-5, .c_attn = 0, .c_dec = 2e-5, .c_kv = 1e-7};
  const EngineSettings settings = settings_of(SchedulerKind::vllm);
  const Summary mixed = summary(load, simulate_fleet(load, t, settings, {.replicas = 2}), settings, {});
  const Disaggregation split{.prefill = 1, .decode = 1, .transfer_per_token = 1e-6};
  const Summary apart = summary(load, simulate_disaggregated(load, t, settings, split), settings, {});
  CHECK(apart.itl.p99 < 0.5 * mixed.itl.p99);
  CHECK(apart.completed == 3000);
  CHECK(apart.in_system * apart.duration == doctest::Approx(apart.e2e.mean * 3000).epsilon(0.001));
  // 2,000 x 50 us = 0.1 s of compute a request: some 9 to 10 a second.
  const auto most = disaggregated_capacity(load, t, settings, split);
  REQUIRE(most);
  CHECK(*most > 8);
  CHECK(*most < 10.5);
}
