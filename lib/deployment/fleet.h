#pragma once
#include "deployment/context.h"

namespace llmtco {

/// How many replicas the load needs and how busy they are, in one block of draws.
struct FleetUse {
  Column replicas;  ///< to be there, mean over the months: sized for the peak of each, or fixed
  Column busy;      ///< mean number of replicas' worth of work over the months: load x replicas
  /// Replicas that follow the load, at least 1: mean over the months of max(1, busy / max load).
  Column followed;
};

/// Sizes a fleet and adds its latency to the evaluation, or the reason why it cannot serve.
///
///     capacity = calls/s one replica serves at its largest batch: predicted (performance/load.h),
///                or the measured output tokens/s over the output tokens of a call
///     replicas = max(1, ceil(calls/s in the busiest hour of the month / (max load x capacity)))
///
/// Latency is that of a replica in the busiest hour of the last month, of a fixed fleet in that of the
/// fullest. A fixed fleet whose capacity is below that hour's calls is infeasible in those draws. Classes of
/// requests share the replicas: lengths are means over their calls. Left out: hours between mean and peak,
/// and that lengths of classes differ.
FleetUse use(const Fleet& fleet, const Context& context, Evaluation& evaluation);

}  // namespace llmtco
