#include "serving/disaggregated.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "serving/replica.h"
#include "serving/summary.h"
#include "text/diagnostics.h"

namespace llmtco::serving {
namespace {

Load prompts_of(const Load& load) {
  Load prompts = load;
  for (Request& r : prompts.requests) r.output = 1;
  return prompts;
}

/// What goes over, by the time at which it is there, and its places in the whole load.
struct Handed {
  Load load;
  std::vector<std::uint32_t> places;
};

Picoseconds transfer_of(const Request& r, const Disaggregation& split) {
  return in_picoseconds(split.transfer_per_token * r.input);
}

Handed handed_over(const Load& load, const std::vector<Outcome>& prompts, const Disaggregation& split) {
  Handed h;
  std::vector<Picoseconds> there(load.requests.size(), never);
  for (std::size_t i = 0; i < prompts.size(); ++i) {
    if (prompts[i].state != Outcome::State::done || load.requests[i].output == 1) continue;
    there[i] = prompts[i].end + transfer_of(load.requests[i], split);
    if (there[i] >= latest)
      throw InputError("error: the simulated time passes 53 days; look at the time of transfer\n");
    h.places.push_back(static_cast<std::uint32_t>(i));
  }
  std::stable_sort(h.places.begin(), h.places.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return there[a] < there[b]; });
  for (const std::uint32_t i : h.places) {
    const Request& r = load.requests[i];
    h.load.requests.push_back(
        {.arrival = there[i], .input = r.input + 1, .output = r.output - 1, .ready = r.input});
  }
  return h;
}

}  // namespace

Simulation simulate_disaggregated(const Load& load, const StepTime& step_time, const EngineSettings& settings,
                                  const Disaggregation& split) {
  assert(load.in_flight == 0);
  Simulation all = simulate_fleet(prompts_of(load), step_time, settings,
                                  {.replicas = split.prefill, .router = split.router});
  const Handed handed = handed_over(load, all.outcomes, split);
  EngineSettings decoding = settings;
  decoding.front = 0;  // passed once
  Simulation decode =
      simulate_fleet(handed.load, step_time, decoding, {.replicas = split.decode, .router = split.router});
  const std::int64_t input = all.counts.input_tokens;
  all.counts += decode.counts;
  all.counts.input_tokens = input;  // each prompt once
  all.counts.completed -= static_cast<std::int64_t>(handed.places.size());
  all.gaps += decode.gaps;
  for (std::size_t i = 0; i < handed.places.size(); ++i) {
    Outcome& o = all.outcomes[handed.places[i]];
    const Outcome& d = decode.outcomes[i];
    o.state = d.state;
    o.end = d.end;
    o.restarts += d.restarts;
    all.counts.in_system += static_cast<double>(transfer_of(load.requests[handed.places[i]], split));
    if (d.state == Outcome::State::done) all.gaps.add(d.first_token - o.first_token, 1);
  }
  all.timeline += std::move(decode.timeline);
  all.replicas = split.prefill + split.decode;
  set_span(all);
  return all;
}

std::optional<double> disaggregated_capacity(const Load& load, const StepTime& step_time,
                                             const EngineSettings& settings, const Disaggregation& split) {
  const Load prompts = prompts_of(load);
  const auto first = capacity(prompts, step_time, settings);
  const Simulation at_once =
      simulate_fleet(prompts, step_time, settings, {.replicas = split.prefill, .router = split.router});
  const Handed handed = handed_over(load, at_once.outcomes, split);
  const auto second = capacity(handed.load, step_time, settings);
  if (!first && !second) return std::nullopt;
  const double whole = static_cast<double>(load.requests.size()),
               over = static_cast<double>(handed.places.size());
  const double prefill = first ? *first * split.prefill : std::numeric_limits<double>::infinity();
  return second ? std::min(prefill, *second * split.decode * whole / std::max(1.0, over)) : prefill;
}

}  // namespace llmtco::serving
