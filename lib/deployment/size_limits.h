#pragma once
#include <optional>
#include <string>
#include <vector>

#include "deployment/limits.h"
#include "deployment/simulated.h"

namespace llmtco {

/// How many calls a replica serves while every limit on times holds, in one block of draws.
struct SizeLimits {
  Drawn<RequestsPerSecond> calls;  ///< far more than its capacity where no limit is broken at any load
  Column reached{1.0};             ///< 1 where all limits hold when hardly anybody comes

  /// Which limit it is that holds it back, where one does.
  struct Binding {
    const TimeLimits* kind;
    int request_class;
    Column binds;
  };
  std::vector<Binding> binding;
};

/// The largest load at which the times of each class, as they are reported (deployment/latency.h), keep its limits: in each
/// draw where the logarithm of the time that is most over its limit is zero, by regula falsi over the batch in flight
/// (columns/crossing.h), which gives the load without solving for it. Nothing where no class that comes has limits on times.
///
/// In draws in which a limit does not hold at any load more replicas do not help: the fleet is sized by its capacity, and
/// the limit counts as missed.
std::optional<SizeLimits> size_limits(const SimulatedCapacity& capacity, const Context& context);
/// Limits that hold in no draw of the block, however few calls come.
std::vector<OutOfReach> limits_out_of_reach(const SimulatedCapacity& capacity, const Context& context);

}  // namespace llmtco
