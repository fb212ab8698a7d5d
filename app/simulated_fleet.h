#pragma once
#include <optional>
#include <string>

#include "args.h"
#include "flags.h"
#include "serving/disaggregated.h"

namespace llmtco::app {

/// Replicas as flags of `simulate` have them, and what is wrong with those.
struct SimulatedFleet {
  serving::FleetSettings settings;
  std::optional<serving::Disaggregation> split;  ///< prompts and answers apart
  std::string title;                             ///< "" for one replica
  std::vector<std::string> notes;                ///< what was assumed
};
SimulatedFleet fleet_of(const SimulateArgs& args, Flags& flags);

serving::Simulation served(const serving::Load& load, const serving::StepTime& step_time,
                           const serving::EngineSettings& settings, const SimulatedFleet& fleet);

/// Requests a second that all replicas serve at most; of tasks, with the hits in the prefix cache that were found.
std::optional<double> capacity_of(const serving::Load& load, const serving::StepTime& step_time,
                                  const serving::EngineSettings& settings, const SimulatedFleet& fleet,
                                  const serving::Counts& found);

}  // namespace llmtco::app
