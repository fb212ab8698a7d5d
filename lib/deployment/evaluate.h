#pragma once
#include <vector>

#include "deployment/demand.h"
#include "deployment/prepare.h"

namespace llmtco {

/// The traffic of every month of the horizon, taken together.
Traffic traffic_of(const Demand& demand, const Block& block);

/// Evaluates every option on one block of draws, in the average month of the traffic's period. A split evaluates its
/// parts at their share of the requests, so that machines are sized for it; a part that cannot serve makes the split
/// infeasible with its reason.
std::vector<Evaluation> evaluate(const std::vector<Prepared>& options, const Traffic& traffic,
                                 const Block& block, Detail detail = Detail::all_requests);

/// In the average month of the horizon.
std::vector<Evaluation> evaluate(const std::vector<Option>& options, const Demand& demand,
                                 const Block& block);

}  // namespace llmtco
