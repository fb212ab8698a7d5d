#pragma once
#include <vector>

#include "cost/contract.h"
#include "deployment/context.h"

namespace llmtco {

/// What calls wait for at the rate limits of an option (cost/rate_limits.h), by class, in the busiest hour of its
/// fullest month. Empty without limits, or where nobody waits.
///
/// Within the hour calls come at random, and one that finds the limit used up goes when there is room again, as clients
/// do that send it once more: latency/token_bucket.h, with what calls ask of the limit, over all classes,
///
///     requests   1 each
///     tokens     mean m of a call, variance of its lengths: (cv I)^2 + d^2 (n^2 - 1) / 12 of input that begins
///                with I and grows by d in each of n calls, (cv O)^2 of output
///
/// of several limits the one at which more is waited. Where requests wait for quieter hours (`over: queue`), those of
/// hours above the limit wait for the backlog besides, from nothing to the longest wait evenly: half of it in median,
/// 95 % of it at most for 95 of 100. What provisioned units, free tiers and batches take does not come to the limits and
/// waits for nothing.
///
/// Example: 48 calls a minute in the busiest hour with 60 allowed and a burst of 1 s: wait_at_bucket() of 0.8 a second.
std::vector<LatencyDistribution> waits_at_limits(const std::vector<Contract>& contracts, const Use& bought,
                                                 const Context& context);

}  // namespace llmtco
