#include "serving/simulate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "serving/ranks.h"
#include "serving/scheduler.h"

namespace llmtco::serving {

Simulation simulate(const Load& load, const StepTime& step_time, const EngineSettings& settings) {
  assert(complaints(settings).empty() && load.links.empty());
  if (settings.ranks() > 1) return simulate_ranks(load, step_time, settings);
  Replica replica(load, step_time, settings, blocks_grow(settings));
  const auto scheduler = scheduler_for(settings);
  int idle = 0;
  for (;;) {
    replica.take_arrivals();
    const Plan plan = scheduler->plan(replica);
    if (replica.has_step()) {
      replica.advance(plan);
      idle = 0;
    } else if (replica.waiting()) {
      ++idle;  // the last one running had to restart, and comes in at once
      assert(idle < 3);
    } else if (!replica.sleep()) {
      break;
    }
  }
  assert(replica.running() == 0 && replica.kv.held() == 0);
  return result_of(std::move(replica));
}

Simulation result_of(Replica&& replica) {
  Simulation s;
  s.outcomes = std::move(replica.outcomes);
  s.counts = replica.counts();
  s.gaps = replica.gaps.times;
  s.timeline = std::move(replica.timeline);
  if (const Picoseconds front = in_picoseconds(replica.settings.front); front > 0) {
    for (Outcome& o : s.outcomes) {
      if (o.first_token >= 0) o.first_token += front;
      if (o.end >= 0) o.end += front;
    }
  }
  set_span(s);
  return s;
}

void set_span(Simulation& s) {
  s.begin = s.outcomes.empty() ? 0 : never;
  s.end = 0;
  for (const Outcome& o : s.outcomes) {
    s.begin = std::min(s.begin, o.arrival);
    s.end = std::max(s.end, o.end);
  }
  s.end = std::max(s.begin, s.end);
}

std::vector<std::string> complaints(const Load& load, const EngineSettings& settings) {
  std::vector<std::string> found;
  Picoseconds last = 0;
  std::size_t unsorted = 0, lengths = 0;
  for (std::size_t i = 0; i < load.requests.size(); ++i) {
    const Request& r = load.requests[i];
    const bool follows = !load.links.empty() && load.links[i].after != Link::nobody;
    if (follows) {
      unsorted += static_cast<std::size_t>(load.links[i].after >= i);
    } else if (load.in_flight == 0) {
      unsorted += static_cast<std::size_t>(r.arrival < last || r.arrival >= latest);
      last = r.arrival;
    }
    lengths += static_cast<std::size_t>(r.input < 1 || r.output < 1 || r.input > most_tokens ||
                                        r.output > most_tokens);
  }
  if (unsorted > 0)
    found.push_back(fmt::format("{} requests arrive before the one in front of them", unsorted));
  if (lengths > 0)
    found.push_back(fmt::format("{} requests have lengths below 1 or above {}", lengths, most_tokens));
  if (settings.prefix_cache && !load.prefix_ids.empty() && load.prefix_tokens % settings.block_size != 0) {
    found.push_back(fmt::format("prefixes of {} tokens are no whole number of KV blocks of {}",
                                load.prefix_tokens, settings.block_size));
  }
  return found;
}

}  // namespace llmtco::serving
