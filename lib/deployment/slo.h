#pragma once
#include <vector>

#include "deployment/context.h"

namespace llmtco {

/// Times of one class of requests, per call.
struct ClassLatency {
  const RequestClass* requests;
  Percentiles ttft, tpot;
};

/// Adds the latencies of an option to its evaluation, and whether they meet every class's limits.
///
/// Over classes: medians weighted by their calls, the largest 95th percentile. A task of n calls takes
///
///     n (TTFT + (output - 1) x TPOT)
///
/// where the output of a call is lognormal with mean m and coefficient of variation c / sqrt(n):
///
///     s^2    = log(1 + c^2 / n)
///     median = m exp(-s^2 / 2)
///     p95    = m exp(1.645 s - s^2 / 2)
///
/// The task's 95th percentile is taken at those of TTFT, TPOT and output together, an upper bound.
void add_latency(const std::vector<ClassLatency>& classes, const Context& context, Evaluation& evaluation);

}  // namespace llmtco
