#include "serving/guessing.h"

#include <doctest/doctest.h>

#include "serving/simulate.h"
#include "serving/summary.h"
#include "serving/synthetic.h"

using namespace llmtco::serving;

TEST_CASE("the mean of accepted tokens is a fraction of 16th parts at most") {
  const auto gain = [](double accepted) {
    const Gain g = gain_of({.accepted = accepted, .guesses = 8});
    return std::pair(g.gain, g.unit);
  };
  CHECK(gain(2.4) == std::pair(12, 5));
  CHECK(gain(2.37) == std::pair(19, 8));
  CHECK(gain(3) == std::pair(3, 1));
  CHECK(gain_of({}).unit == 1);
  for (double accepted = 1; accepted < 6; accepted += 0.01) {
    const auto [up, unit] = gain(accepted);
    CHECK(std::abs(static_cast<double>(up) / unit - accepted) <= 1.0 / 32);
    CHECK(up >= unit);
  }
}

TEST_CASE("a step that guesses gives several tokens and takes longer by drafting and by sequence") {
  // A prompt of 10 in 10 ms gives the first token. Nine more at 2.5 a step are four steps: each 10 ms, 2 ms of drafting and
  // 0.5 ms for the sequence: 10 + 4 x 12.5 = 60 ms. Four gaps between what is delivered.
  Load load;
  load.requests.push_back({.arrival = 0, .input = 10, .output = 10});
  EngineSettings s = settings_of(SchedulerKind::vllm);
  s.guessing = {.accepted = 2.5, .guesses = 4, .per_step = 0.002, .per_sequence = 0.0005};
  const llmtco::serving::StepTime t{.t0 = 0.01};
  const Simulation one = simulate(load, t, s);
  CHECK(in_seconds(one.outcomes[0].end) == doctest::Approx(0.06));
  CHECK(one.counts.output_tokens == 10);
  CHECK(one.counts.guessed_steps == 4);
  CHECK(one.gaps.total() == 4);
  // Three at once are too many: nine steps of one token, 10 + 9 x 10 = 100 ms.
  load.requests.assign(3, load.requests[0]);
  s.guessing.off_above = 2;
  const Simulation three = simulate(load, t, s);
  CHECK(in_seconds(three.outcomes[2].end) == doctest::Approx(0.1));
  CHECK(three.counts.guessed_steps == 0);
}

TEST_CASE("guessing gains most where a replica is idle, and loses where checking is dear") {
  SyntheticLoad wanted{.requests = 4000,
                       .arrivals = {},
                       .input = {.kind = Lengths::Kind::lognormal, .mean = 500, .cv = 1},
                       .output = {.kind = Lengths::Kind::lognormal, .mean = 250, .cv = 1}};
  const llmtco::serving::StepTime t{.t0 = 0.006, .c_pf = 3e-5, .c_attn = 0, .c_dec = 3e-5, .c_kv = 4e-8};
  const EngineSettings plain = settings_of(SchedulerKind::vllm);
  EngineSettings guess = plain;
  // Checking five tokens in place of one: what four tokens of a prompt take.
  guess.guessing = {.accepted = 2.8, .guesses = 4, .per_step = 0.0012, .per_sequence = 1.2e-4};
  wanted.arrivals.rate = 1;
  const double most = *capacity(synthetic_load(wanted), t, plain);
  double before = 10;
  for (const double share : {0.1, 0.5, 0.8}) {
    wanted.arrivals.rate = share * most;
    const Load load = synthetic_load(wanted);
    const double gain = summary(load, simulate(load, t, plain), plain, {}).tpot.mean /
                        summary(load, simulate(load, t, guess), guess, {}).tpot.mean;
    CHECK(gain > 1);
    if (share < 0.6) CHECK(gain < before + 0.3);
    before = gain;
  }
  // A tree of 60: at a full batch each step computes so much that fewer answers come out.
  guess.guessing = {.accepted = 4.2, .guesses = 60, .per_step = 0.0012, .per_sequence = 60 * 3e-5};
  guess.token_budget = 256 * 61;
  wanted.arrivals.rate = 1;
  CHECK(*capacity(synthetic_load(wanted), t, guess) < 0.5 * most);
  guess.guessing.off_above = 8;
  CHECK(*capacity(synthetic_load(wanted), t, guess) == doctest::Approx(most).epsilon(0.02));
}
