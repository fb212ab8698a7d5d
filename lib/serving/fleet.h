#pragma once
#include <optional>

#include "serving/autoscaler.h"
#include "serving/router.h"
#include "serving/simulate.h"

namespace llmtco::serving {

/// Replicas that the provider takes away, as spot capacity is.
struct Evictions {
  double per_hour = 0;     ///< of one replica, at any moment alike from the order on
  double notice = 0;       ///< seconds between the notice, from which on it gets no request, and its end
  std::uint64_t seed = 1;  ///< replica number i of a run lives as long whatever else is set
};

struct FleetSettings {
  int replicas = 1;  ///< where nothing scales
  Router router = Router::round_robin;
  int spare = 0;        ///< more than are needed; they serve as the others do
  double start_up = 0;  ///< seconds from the order of a replica to its first request
  std::optional<Autoscaling> autoscaling{};
  Evictions evictions{};

  int most() const { return (autoscaling ? autoscaling->most : replicas) + spare; }
  bool changes() const { return autoscaling.has_value() || evictions.per_hour > 0; }
};

/// Replicas that are alike serve a load to its end; a request stays where it was sent. Outcomes stand in the order of the
/// load, counts, gaps and timeline are sums over the replicas.
///
/// Replicas that come and go. Those of the start are there when the first request comes. One that is ordered takes
/// requests `start_up` later, and is paid for from the order on. One that is not needed takes no more, and goes when it
/// has answered what it has: the newest first. An eviction takes one away, within a step where it has one; a replacement
/// is ordered at its notice. Who was let in there begins anew elsewhere, ahead of all who wait, and so does its TTFT; who
/// waited goes to the end of another queue. While nobody takes requests they wait at the door.
Simulation simulate_fleet(const Load& load, const StepTime& step_time, const EngineSettings& settings,
                          const FleetSettings& fleet);

/// Whether they are simulated side by side, on one clock: because the router asks them, requests wait for others, or
/// replicas come and go. Those of several ranks (EngineSettings::ranks()) cannot be.
bool side_by_side(const Load& load, const FleetSettings& fleet);

}  // namespace llmtco::serving
