// Requests simulated a second on one core, and by how much that is more than one step and one sequence at a time, as
// Markdown. Both give the same times for every request, which is checked here again.
//
//     serving_bench [REQUESTS]
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <vector>

#include "../serving/plain_loop.h"
#include "middle.h"
#include "serving/simulate.h"
#include "serving/synthetic.h"

using namespace llmtco::serving;
using namespace llmtco::bench;

namespace {

struct Case {
  const char* name;
  double rate;
  std::int64_t blocks;
  double output;
};

constexpr int rounds = 3;

/// Seconds of processor time.
double seconds(const std::function<void()>& run) {
  const std::clock_t begin = std::clock();
  run();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

std::uint64_t digest(const std::vector<Outcome>& outcomes) {
  std::uint64_t hash = 0;
  for (const Outcome& o : outcomes) {
    hash = (hash ^ static_cast<std::uint64_t>(o.first_token)) * 0x9E3779B97F4A7C15ull;
    hash = (hash ^ static_cast<std::uint64_t>(o.end)) * 0xD6E8FEB86659FD93ull;
    hash ^= hash >> 31;
  }
  return hash;
}

void measure(const Case& c, SchedulerKind kind, std::size_t requests) {
  SyntheticLoad wanted{.requests = requests,
                       .arrivals = {},
                       .input = {.kind = Lengths::Kind::lognormal, .mean = 844, .cv = 1.31},
                       .output = {.kind = Lengths::Kind::lognormal, .mean = c.output, .cv = 0.95}};
  wanted.arrivals.rate = c.rate;
  const Load load = synthetic_load(wanted);
  const StepTime t{.t0 = 0.006, .c_pf = 32e-6, .c_attn = 0, .c_dec = 20e-6, .c_kv = 43e-9};
  EngineSettings s = settings_of(kind);
  s.kv_blocks = c.blocks;
  if (kind == SchedulerKind::prefill_first) s.token_budget = 16384;
  Simulation fast;
  PlainResult plain;
  const double n = static_cast<double>(requests);
  std::vector<double> quick, slow, faster;
  for (int round = 0; round < rounds; ++round) {
    const double fast_s = seconds([&] { fast = simulate(load, t, s); });
    const double plain_s = seconds([&] { plain = plain_loop(load, t, s); });
    quick.push_back(n / fast_s / 1e6);
    slow.push_back(n / plain_s / 1e6);
    faster.push_back(plain_s / fast_s);
  }
  const Middle ours = middle(quick), ratio = middle(faster);
  fmt::print(
      "| {} | {} | {:.1f} | {:.1f} | {:.2f} | {:.2f} ({:.2f} to {:.2f}) | {:.2f} | {:.1f} ({:.1f} to {:.1f}) "
      "| {} |\n",
      c.name, scheduler_names.to_text(kind), static_cast<double>(fast.counts.steps) / n,
      fast.counts.batch / static_cast<double>(fast.counts.busy), static_cast<double>(fast.counts.events) / n,
      ours.median, ours.low, ours.high, middle(slow).median, ratio.median, ratio.low, ratio.high,
      digest(fast.outcomes) == digest(plain.outcomes) ? "yes" : "NO");
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t requests = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1'000'000;
  fmt::print(
      "## Requests simulated a second, one core\n\n{} thousand requests a load; processor time, medians of "
      "{} "
      "rounds.\n\n",
      requests / 1000, rounds);
  fmt::print(
      "| load | scheduler | steps / request | batch | events / request | M requests/s | plain loop | times "
      "faster | same times |\n");
  fmt::print("|---|---|---|---|---|---|---|---|---|\n");
  const Case cases[] = {{"light, 4 a second", 4, 19'500, 275},
                        {"medium, 12 a second", 12, 19'500, 275},
                        {"heavy, 17 a second", 17, 19'500, 275},
                        {"12 a second, 3,000 blocks", 12, 3000, 275},
                        {"5 a second, long answers", 5, 19'500, 1100}};
  for (const Case& c : cases) {
    for (const SchedulerKind kind : {SchedulerKind::vllm, SchedulerKind::prefill_first})
      measure(c, kind, requests);
  }
}
