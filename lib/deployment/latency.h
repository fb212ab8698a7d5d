#pragma once
#include <vector>

#include "deployment/context.h"

namespace llmtco {

/// Times of one call of one class of requests: to its first token of any kind, and to each later one.
struct CallTimes {
  LatencyDistribution ttft, tpot;
};

/// What a class waits for, given the times of a call.
ClassLatency class_latency(const CallTimes& call, const ClassTraffic& requests);
/// One kind of it alone.
LatencyDistribution class_times(LatencyDistribution ClassLatency::*kind, const CallTimes& call,
                                const ClassTraffic& requests);

/// Adds what an option's classes wait for, given the times of a call of each, in the order of the traffic. A task
/// of n calls takes
///
///     n (TTFT + (output - 1) x TPOT) + (n - 1) x tool time
///
/// where the output of a call is lognormal with mean m and coefficient of variation c / sqrt(n):
///
///     s^2    = log(1 + c^2 / n)
///     median = m exp(-s^2 / 2)
///     p95    = m exp(1.645 s - s^2 / 2)
///
/// The first token that is told is the first visible one: where the model writes r thoughts before its answer on average,
/// TTFT and then a lognormal time that does not depend on it (LatencyDistribution::then), with the c of outputs for
/// thoughts and s_t = log(TPOT p95 / p50) / 1.645:
///
///     median = r exp(-log(1 + c^2) / 2) x TPOT p50,  s^2 = log(1 + c^2) + s_t^2
///
/// Example: 2,000 thoughts with c = 1 at 20 ms for all: s^2 = 0.693147, median 28.28 s, 95th percentile
/// 28.28 exp(1.644854 x 0.832555) = 111.2 s. The output of a task counts thoughts as well.
///
/// The 95th percentile of n calls is taken at those of TTFT, TPOT and output together, an upper bound. Where tasks differ
/// in their calls, n is their mean above, and a call of those times is repeated (LatencyDistribution::repeated()). Tool
/// times of a task do not depend on each other. Summaries of a context are calls without tools: n is the calls and them,
/// the output that of all over all; where tasks differ in their calls, each call takes its part of the summaries.
void add_latency(const std::vector<CallTimes>& by_class, const Context& context, Evaluation& evaluation);

/// Share of each class's requests that an option answers at once: those that may wait are not where it buys them in a
/// batch. Empty where all are.
std::vector<Column> answered_at_once(const Option& option, const Context& context);

/// The latencies of evaluation.latency as figures, of each class and of all, and whether they keep each kind of
/// limit. Of all: medians weighted by calls, the largest 95th percentile of any class. 99th percentiles are those
/// that some class has a limit on.
void set_latency_figures(const Context& context, Evaluation& evaluation);

}  // namespace llmtco
