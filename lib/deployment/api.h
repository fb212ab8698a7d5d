#pragma once
#include "deployment/context.h"

namespace llmtco {

/// The bill of an API, class by class, tier by tier:
///
///     input   (1 - h) of what repeats, and all that is new, less what is written to a cache     x input
///     price reads   h x (repeated + shared prefix)                                                   x cache
///     read price writes  what is kept for later calls, and the (1 - h) of repeats that is written again   x
///     cache write price output x output price
///
/// where h is the hit rate, each less the discount. Without a cache all input is billed as input.
/// Left out: minimum lengths and block sizes of provider caches, rate limits.
Evaluation evaluate(const ApiOption& api, const Context& context);

/// Latency of a hosted stream: TTFT as stated, its 95th percentile twice the median where nobody says it, as
/// of a lognormal with sigma log(2) / 1.645 = 0.42; time per output token 1 / speed; a task takes
/// calls x (TTFT + (output - 1) / speed). Medians and 95th percentiles of TTFT are kept apart; the speed is
/// taken as the same for all requests of a draw.
void add_speed(const StreamSpeed& speed, const Context& context, Evaluation& evaluation);

}  // namespace llmtco
