#include "serving/agent_load.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "random/quantile.h"
#include "random/sampler.h"
#include "serving/router.h"
#include "text/diagnostics.h"

namespace llmtco::serving {
namespace {

Distribution pauses_of(double mean, double cv) {
  if (mean <= 0 || cv <= 0) return distributions::Constant{mean};
  return distributions::Gamma{1 / (cv * cv), mean * cv * cv};
}

/// Values one after another.
class Draws {
 public:
  Draws(const char* name, const Distribution& of, std::uint64_t seed)
      : quantile_(of), sampler_(plan_for(SamplingMethod::plain, std::size_t{1} << 30), seed, {name}) {}
  double next() {
    const std::size_t at = drawn_++ % block_draws;
    if (at == 0) block_ = quantile_(sampler_.uniforms(0, (drawn_ - 1) / block_draws));
    return block_[at];
  }

 private:
  Quantile quantile_;
  Sampler sampler_;
  Column block_;
  std::size_t drawn_ = 0;
};

Picoseconds pause_of(Draws& pauses) { return in_picoseconds(std::min(pauses.next(), 4e6)); }

std::uint64_t part_id(std::uint32_t task, std::uint64_t part) {
  std::uint64_t x = (std::uint64_t{task} + 1) * 0x9E3779B97F4A7C15ull + part * 0xD6E8FEB86659FD93ull;
  x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93ull;
  return x ^ (x >> 32);
}

}  // namespace

Load agent_load(const AgentLoad& wanted) {
  const Load tasks = synthetic_load(wanted.tasks);
  const std::uint64_t seed = wanted.tasks.seed;
  Draws calls("calls", distribution_of(wanted.calls), seed),
      growth("growth", distribution_of(wanted.growth), seed),
      answers("answer", distribution_of(wanted.tasks.output), seed),
      pauses("pause", pauses_of(wanted.pause, wanted.pause_cv), seed);
  Load load;
  load.in_flight = tasks.in_flight;
  for (const Request& first : tasks.requests) {
    const int count = static_cast<int>(std::max(1.0, std::nearbyint(calls.next())));
    load.requests.push_back(first);
    load.links.emplace_back();
    for (int call = 1; call < count; ++call) {
      const Request& before = load.requests.back();
      const double input = before.input + before.output + std::max(0.0, std::nearbyint(growth.next()));
      if (input > most_tokens) {
        throw InputError(
            fmt::format("error: the prompt of call {} of a task would have {:.0f} tokens, more than {}; "
                        "look at --calls and --context-growth\n",
                        call + 1, input, most_tokens));
      }
      load.links.push_back(
          {.after = static_cast<std::uint32_t>(load.requests.size() - 1), .delay = pause_of(pauses)});
      load.requests.push_back({.arrival = never,
                               .input = static_cast<std::int32_t>(input),
                               .output = whole_tokens(answers.next())});
    }
  }
  return load;
}

void name_parts(Load& load, int part_tokens, std::int32_t common) {
  load.prefix_tokens = part_tokens;
  load.prefix_ids.clear();
  const std::vector<std::uint32_t> first = first_calls(load);
  std::vector<std::uint32_t> parts(load.requests.size(), 0);  // of the longest call of a task, at its first
  for (std::size_t i = 0; i < first.size(); ++i) {
    Request& r = load.requests[i];
    r.prefixes = static_cast<std::uint32_t>(r.input / part_tokens);
    r.kept = static_cast<std::uint32_t>((std::int64_t{r.input} + r.output - 1) / part_tokens) - r.prefixes;
    parts[first[i]] = std::max(parts[first[i]], r.prefixes + r.kept);
  }
  for (std::uint32_t i = 0; i < first.size(); ++i) {
    if (first[i] != i) {
      load.requests[i].first_prefix = load.requests[first[i]].first_prefix;
      continue;
    }
    load.requests[i].first_prefix = static_cast<std::uint32_t>(load.prefix_ids.size());
    const auto shared = static_cast<std::uint32_t>(std::min(common, load.requests[i].input) / part_tokens);
    for (std::uint32_t part = 0; part < parts[i]; ++part)
      load.prefix_ids.push_back(part < shared ? part : part_id(i, part));
  }
}

void add_pauses(Load& load, double stagger, double pause, double pause_cv, std::uint64_t seed) {
  assert(load.in_flight > 0);
  Draws pauses("think", pauses_of(pause, pause_cv), seed);
  load.links.resize(load.requests.size());
  int started = 0;
  for (Link& link : load.links) {
    if (link.after != Link::nobody) continue;
    const double share = static_cast<double>(started) / load.in_flight;
    link.delay = share < 1 ? in_picoseconds(share * stagger) : pause_of(pauses);
    started += share < 1 ? 1 : 0;
  }
}

}  // namespace llmtco::serving
