#pragma once
#include <vector>

#include "performance/load.h"
#include "serving/call_stream.h"
#include "serving/call_times.h"
#include "serving/engine.h"

namespace llmtco::serving {

/// One replica at a steady rate of calls, simulated.
struct RateSimulation {
  double capacity = 0;   ///< calls a second while its queue never empties; 0 where it serves none
  double load = 0;       ///< rate / capacity; at 1 and above there are no times
  double in_flight = 0;  ///< calls that wait or run, mean
  std::vector<CallPercentiles> classes;
};

/// What is asked of a replica.
struct RateAsked {
  std::vector<CallClass> classes;
  double rate = 1;  ///< calls a second
  EngineAsked engine{};
  Factors factors{};
  std::uint64_t seed = 1;
};

/// 32,768 calls at random times, of which those count that find the replica as full as it gets. The step time is a line
/// through those of the speed model (speed_fit.h), the room for keys and values what the memory has.
RateSimulation simulated_at(const llmtco::Replica& replica, const RateAsked& asked);

}  // namespace llmtco::serving
