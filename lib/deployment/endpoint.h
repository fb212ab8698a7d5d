#pragma once
#include <vector>

#include "cost/contract.h"
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
/// `repeated` and `kept` where the longest context that is read again reaches L: I + (n - 2) d, or less
/// where it is summarized. That shorter ones of the
/// same task are not kept is in the hit rate, which is of all that is repeated.
///
/// Example: a prompt of 3,000 in common where 4,096 are the least: all is input.
///
/// What all tasks have in common may be kept for longer than the rest, which has another price. Without a cache all input
/// is input. Adds latencies, with what calls wait for at rate limits among the contracts (deployment/limit_waits.h), or why
/// they are unknown.
void serve(const Endpoint& endpoint, const std::vector<Contract>& contracts, const Context& context, Use& use,
           Evaluation& evaluation);

/// Adds the latencies the scenario states, if it does.
void serve(const Stated& stated, const Context& context, Use& use, Evaluation& evaluation);

/// Latency of a hosted stream. Over the requests of a day TTFT is the lognormal of its median and 95th percentile, twice
/// the median where nobody says it (sigma log(2) / 1.645 = 0.42); the time per output token that of 1 / median speed and
/// 1 / its 5th percentile, the same for all where nobody says that. Which day it is is doubt: speeds are times
/// the factor of the day, times over theirs, drawn once a draw. Before the first token each class waits for `waits`, if there are any.
///
/// Example: 60 tokens/s in median and 40 at the 5th percentile on a day of factor 0.9: 54 and 36, TPOT 18.5 ms in median
/// and 27.8 ms at the 95th percentile.
///
/// Left out: that the requests of a slow minute are slow in both.
void add_speed(const StreamSpeed& speed, const Context& context, Evaluation& evaluation,
               const std::vector<LatencyDistribution>& waits = {});

}  // namespace llmtco
