#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "serving/summary.h"
#include "serving/synthetic.h"
#include "stats/estimate.h"

using namespace llmtco;
using namespace llmtco::serving;

namespace {

EngineSettings slots(int count) {
  EngineSettings s = settings_of(SchedulerKind::sequential);
  s.max_batch = count;
  return s;
}

/// Mean wait of M/M/c by Erlang C, of a service of 1 s on average.
double erlang_c_wait(int servers, double rate) {
  double term = 1, sum = 1;
  for (int k = 1; k < servers; ++k) sum += term *= rate / k;
  const double last = term * rate / servers * servers / (servers - rate);
  return last / (sum + last) / (servers - rate);
}

}  // namespace

TEST_CASE("requests of one length served one at a time wait as long as in M/D/1") {
  // 0.9 s + 100 tokens x 1 ms = 1 s each; at 0.7 a second: 0.7 / (2 x 0.3) x 1 s = 1.1667 s.
  SyntheticLoad wanted{.requests = 400'000, .arrivals = {}, .input = {.mean = 100}, .output = {.mean = 1}};
  wanted.arrivals.rate = 0.7;
  const Load load = synthetic_load(wanted);
  const EngineSettings one = slots(1);
  const Summary s = summary(load, simulate(load, {.t0 = 0.9, .c_pf = 0.001}, one), one, {});
  CHECK(s.queue.mean == doctest::Approx(1.16667).epsilon(0.02));
  CHECK(s.e2e.mean == doctest::Approx(s.queue.mean + 1));
  CHECK(s.utilization == doctest::Approx(0.7).epsilon(0.01));
}

TEST_CASE("answers of exponential length in eight slots wait as long as Erlang C says, within the interval") {
  // Steps of 1 ms, 1,000 of them on average, 85 % load: 0.48 s; a request waits for half a step more.
  constexpr int servers = 8;
  constexpr double rate = 0.85 * servers;
  std::vector<double> waits;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    std::mt19937_64 engine(seed);
    std::exponential_distribution<double> gap(rate), length(1);
    Load load;
    double now = 0;
    for (int i = 0; i < 40'000; ++i) {
      now += gap(engine);
      load.requests.push_back({.arrival = in_picoseconds(now),
                               .input = 1,
                               .output = static_cast<std::int32_t>(std::ceil(1000 * length(engine)))});
    }
    const EngineSettings eight = slots(servers);
    waits.push_back(summary(load, simulate(load, {.t0 = 0.001}, eight), eight, {}).queue.mean);
  }
  double mean = 0;
  for (const double wait : waits) mean += wait / static_cast<double>(waits.size());
  CHECK(std::abs(mean - erlang_c_wait(servers, rate) - 0.0005) < 1.5 * t_half_width(waits));
}

TEST_CASE("Little's law: requests in the replica = rate x time in it, under every scheduler") {
  for (const auto& row : scheduler_names.table) {
    const auto kind = row.first;
    CAPTURE(row.second);
    EngineSettings settings = settings_of(kind);
    settings.kv_blocks = 40'000 / settings.block_size;
    SyntheticLoad wanted{.requests = 3000,
                         .arrivals = {},
                         .input = {.kind = Lengths::Kind::lognormal, .mean = 300, .cv = 1},
                         .output = {.kind = Lengths::Kind::lognormal, .mean = 100, .cv = 1}};
    wanted.arrivals.rate = kind == SchedulerKind::sequential ? 2 : 5;
    const Load load = synthetic_load(wanted);
    const Simulation sim =
        simulate(load, {.t0 = 0.01, .c_pf = 5e-5, .c_attn = 1e-9, .c_dec = 2e-5, .c_kv = 2e-7}, settings);
    const Summary s = summary(load, sim, settings, {});
    CHECK(s.completed + s.rejected == s.requests);
    CHECK(s.in_system * s.duration ==
          doctest::Approx(s.e2e.mean * static_cast<double>(s.completed)).epsilon(0.001));
    std::int64_t tokens = 0, gaps = 0;
    for (std::size_t i = 0; i < load.requests.size(); ++i) {
      if (sim.outcomes[i].state != Outcome::State::done) continue;
      tokens += load.requests[i].output;
      gaps += load.requests[i].output - 1;
    }
    if (kind != SchedulerKind::fixed_batch) {
      CHECK(sim.counts.output_tokens == tokens);
      CHECK(sim.gaps.total() == gaps);
      // Gaps of an answer add up to the time from its first token to its last.
      double decoding = 0;
      for (const Outcome& o : sim.outcomes) decoding += o.end >= 0 ? in_seconds(o.end - o.first_token) : 0;
      CHECK(sim.gaps.mean() * static_cast<double>(gaps) == doctest::Approx(decoding).epsilon(0.004));
    }
  }
}

TEST_CASE("capacity is the rate while the queue never empties, and twice that saturates") {
  // One at a time, 1 s each: 1 a second.
  SyntheticLoad wanted{.requests = 500, .arrivals = {}, .input = {.mean = 100}, .output = {.mean = 1}};
  wanted.arrivals.rate = 2;
  const Load load = synthetic_load(wanted);
  const llmtco::serving::StepTime t{.t0 = 0.9, .c_pf = 0.001};
  const auto most = capacity(load, t, slots(1));
  REQUIRE(most);
  CHECK(*most == doctest::Approx(1).epsilon(0.005));
  const double rate = *offered_rate(load);
  CHECK(rate == doctest::Approx(2).epsilon(0.1));
  CHECK(summary(load, simulate(load, t, slots(1)), slots(1), {}, rate / *most).saturated());
}

TEST_CASE("a request takes less than 200 bytes") {
  CHECK(sizeof(Request) + sizeof(Outcome) + sizeof(std::int32_t) <= 80);
}
