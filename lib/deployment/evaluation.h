#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cost/bill.h"
#include "latency/distribution.h"
#include "measures/figures.h"
#include "measures/list.h"
#include "units/units.h"

namespace llmtco {

/// What one class of requests waits for: a call's first token and each later one, a whole task.
struct ClassLatency {
  LatencyDistribution ttft, tpot, e2e;
};

/// One option in one block of draws.
struct Evaluation {
  Bill bill;                        ///< of the average month of the horizon
  std::vector<Drawn<Usd>> amounts;  ///< of its lines
  Column feasible{1.0};             ///< 1 in draws in which the option can serve the workload
  std::string reason;               ///< why not, where it is 0
  Figures<Column> figures;
  /// Share of each class's requests that are answered at once, whose times are told; empty: all of them.
  std::vector<Column> at_once;
  std::vector<ClassLatency> latency;  ///< of each class; empty where they are unknown
  std::vector<Column> accuracy;       ///< of each class; empty where it is unknown
  std::string latency_note;           ///< why they are unknown, or what they are made of
};

}  // namespace llmtco
