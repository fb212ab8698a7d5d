#pragma once
#include "deployment/evaluate.h"
#include "workload/tokens.h"

namespace llmtco {

/// What is asked of one option in one block: the workload, and the share of its requests that come here.
struct Context {
  const Demand& demand;
  const Block& block;
  Column share{1.0};

  /// Tasks a second of a class that come here, mean over the horizon.
  Drawn<RequestsPerSecond> mean_rate(const RequestClass& requests) const {
    return share * llmtco::mean_rate(requests, block, demand.horizon_months);
  }
};

}  // namespace llmtco
