#pragma once
#include <optional>

#include "args.h"
#include "report/serving.h"
#include "serving/agent_load.h"
#include "simulated_fleet.h"
#include "simulated_machine.h"

namespace llmtco::app {

/// What is served, and how, when `simulate` has served it once.
struct ServedOnce {
  const SimulateArgs& args;
  const std::optional<serving::AgentLoad>& drawn;  ///< nothing where a trace is given
  const serving::Load& load;
  const Machine& machine;
  const SimulatedFleet& fleet;
  const ServingReport& report;  ///< its rate, capacity and limits
};

/// The same served at other rates: the same requests with the same gaps but for their scale. With --hours as many of them
/// as the same time has. Nothing where rate or capacity is not known.
std::optional<serving::LoadCurve> curve_of(const ServedOnce& once);

}  // namespace llmtco::app
