#pragma once
#include "deployment/context.h"

namespace llmtco {

/// The bill of an API, class by class, window by window, tier by tier. Tokens of a task, with the hit rate h
/// of the cache (repeated, shared, kept: workload/tokens.h):
///
///     reads   h x (repeated + shared)                 x cache read price
///     writes  kept + (1 - h) x (repeated + shared)    x cache write price
///     input   all input - reads - writes              x input price
///     output  output                                  x output price
///
/// each x tasks a month x the share billed in this window at this tier x (1 - discount). Without a cache all
/// input is billed as input.
/// Left out: minimum lengths and block sizes of provider caches, rate limits.
Evaluation evaluate(const ApiOption& api, const Context& context);

/// Latency of a hosted stream: TTFT as stated, its 95th percentile twice the median where nobody says it, as
/// of a lognormal with sigma log(2) / 1.645 = 0.42; time per output token 1 / speed; a task takes
/// calls x (TTFT + (output - 1) / speed). Medians and 95th percentiles of TTFT are kept apart; the speed is
/// taken as the same for all requests of a draw.
void add_speed(const StreamSpeed& speed, const Context& context, Evaluation& evaluation);

}  // namespace llmtco
