#include "serving/fleet.h"

#include <algorithm>
#include <numeric>

#include "serving/fleet_run.h"

namespace llmtco::serving {
namespace {

/// The requests of one replica, and their places in the whole load.
struct Part {
  Load load;
  std::vector<std::uint32_t> places;
};

void gather(const Part& part, Simulation one, Simulation& all) {
  for (std::size_t i = 0; i < part.places.size(); ++i) all.outcomes[part.places[i]] = one.outcomes[i];
  all.counts += one.counts;
  all.gaps += one.gaps;
  all.timeline += std::move(one.timeline);
}

Simulation one_by_one(const Load& load, const StepTime& step_time, const EngineSettings& settings,
                      const FleetSettings& fleet) {
  std::vector<std::uint32_t> numbers(static_cast<std::size_t>(fleet.most()));
  std::iota(numbers.begin(), numbers.end(), 0u);
  std::vector<Part> parts(numbers.size());
  for (Part& part : parts) {
    part.load.prefix_tokens = load.prefix_tokens;
    part.load.lent_ids = &load.ids();
  }
  Places places(load, fleet.router);
  for (std::uint32_t i = 0; i < load.requests.size(); ++i) {
    Part& part = parts[places.of(i, numbers)];
    part.load.requests.push_back(load.requests[i]);
    part.places.push_back(i);
  }
  Simulation all;
  all.replicas = fleet.most();
  all.outcomes.resize(load.requests.size());
  for (Part& part : parts) {
    gather(part, simulate(part.load, step_time, settings), all);
    part = {};
  }
  set_span(all);
  return all;
}

}  // namespace

bool side_by_side(const Load& load, const FleetSettings& fleet) {
  return !load.links.empty() || fleet.changes() || fleet.router == Router::least_loaded ||
         (load.in_flight > 0 && fleet.most() > 1);
}

Simulation simulate_fleet(const Load& load, const StepTime& step_time, const EngineSettings& settings,
                          const FleetSettings& fleet) {
  if (side_by_side(load, fleet)) return FleetRun(load, step_time, settings, fleet).run();
  return fleet.most() == 1 ? simulate(load, step_time, settings)
                           : one_by_one(load, step_time, settings, fleet);
}

}  // namespace llmtco::serving
