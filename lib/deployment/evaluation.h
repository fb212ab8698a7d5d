#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cost/bill.h"
#include "units/units.h"

namespace llmtco {

/// A time over requests: its median and 95th percentile, both uncertain.
struct Percentiles {
  Drawn<Seconds> p50, p95;
};

/// One option in one block of draws.
struct Evaluation {
  Bill bill;             ///< of the average month of the horizon
  Column feasible{1.0};  ///< 1 in draws in which the option can serve the workload
  std::string reason;    ///< why not, where it is 0
  std::optional<Percentiles> ttft, tpot, e2e;
  std::string latency_note;        ///< why they are unknown, or what they are made of
  std::optional<Column> accuracy;  ///< share of right answers over all classes
  /// 1 in draws in which every class meets its limits; absent where there are none.
  std::optional<Column> meets_slo;
  std::optional<Column> replicas, load;  ///< of fleets
  std::optional<Drawn<Usd>> value;       ///< of right answers a month, where the scenario prices them
};

}  // namespace llmtco
