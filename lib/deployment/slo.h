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
/// Over classes: medians weighted by their calls, the largest 95th percentile. A task takes
/// calls x (TTFT + (output - 1) x TPOT); its 95th percentile is taken at the 95th percentile of both, an upper bound.
void add_latency(const std::vector<ClassLatency>& classes, const Context& context, Evaluation& evaluation);

}  // namespace llmtco
