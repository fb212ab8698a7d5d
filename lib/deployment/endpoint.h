#pragma once
#include "deployment/context.h"

namespace llmtco {

/// Tokens bought of an endpoint. Of a task, with the hit rate h of the cache (repeated, shared, kept:
/// workload/tokens.h):
///
///     reads   h x (repeated + shared)
///     writes  kept + (1 - h) x (repeated + shared)
///     input   all input - reads - writes
///     output  output
///
/// of its text, and of media
///
///     reads   h x repeated
///     input   all input - reads
///
/// each x tasks a month. Of a provider that keeps no beginning shorter than L, `shared` counts where P >= L, and
/// `repeated` and `kept` where the longest context that is read again reaches L: I + (n - 2) d. That shorter ones of the
/// same task are not kept is in the hit rate, which is of all that is repeated.
///
/// Example: a prompt of 3,000 in common where 4,096 are the least: all is input.
///
/// What all tasks have in common may be kept for longer than the rest, which has another price. Without a cache all input
/// is input. Adds latencies, or why they are unknown.
void serve(const Endpoint& endpoint, const Context& context, Use& use, Evaluation& evaluation);

/// Adds the latencies the scenario states, if it does.
void serve(const Stated& stated, const Context& context, Use& use, Evaluation& evaluation);

/// Latency of a hosted stream: TTFT as stated, its 95th percentile twice the median where nobody says it, as
/// of a lognormal with sigma log(2) / 1.645 = 0.42; time per output token 1 / speed; a task takes
/// calls x (TTFT + (output - 1) / speed). Medians and 95th percentiles of TTFT are kept apart; the speed is
/// taken as the same for all requests of a draw.
void add_speed(const StreamSpeed& speed, const Context& context, Evaluation& evaluation);

}  // namespace llmtco
