#pragma once
#include <optional>
#include <string>
#include <vector>

#include "serving/counts.h"
#include "serving/fleet_life.h"
#include "serving/histogram.h"
#include "serving/outcome.h"
#include "serving/settings.h"
#include "serving/step_time.h"
#include "serving/timeline.h"

namespace llmtco::serving {

/// What came out of a simulation.
struct Simulation {
  std::vector<Outcome> outcomes;  ///< of the requests, in their order
  Counts counts;
  TimeHistogram gaps;  ///< between the tokens of an answer
  Timeline timeline;
  int replicas = 1;               ///< of a fleet that changes: the most that served at once
  std::optional<FleetLife> life;  ///< of a fleet that changes
  Picoseconds begin = 0;          ///< the first arrival
  Picoseconds end = 0;            ///< the last token
};

/// One replica serves a load to its end.
///
/// Steps follow each other without a gap; a step starts with who has arrived by then. What only decodes is taken many
/// steps at once (stretch.h), which changes no time: tests/serving holds it against the same rules one step at a time.
/// Requires complaints(settings) and complaints(load, settings) to be empty, and a load without links, which need
/// simulate_fleet(). Throws InputError where the simulated time
/// passes 53 days.
Simulation simulate(const Load& load, const StepTime& step_time, const EngineSettings& settings);

/// What is wrong with a load: not in order of arrival, lengths out of range, ids that do not fit the blocks.
std::vector<std::string> complaints(const Load& load, const EngineSettings& settings);

}  // namespace llmtco::serving
