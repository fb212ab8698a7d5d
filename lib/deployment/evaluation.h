#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cost/bill.h"
#include "measures/figures.h"
#include "measures/list.h"
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
  Figures<Column> figures;
  std::string latency_note;  ///< why latencies are unknown, or what they are made of
};

inline void set_times(Evaluation& evaluation, const measures::Times& kind, const Percentiles& times) {
  evaluation.figures.set(kind.p50, times.p50);
  evaluation.figures.set(kind.p95, times.p95);
}
inline std::optional<Percentiles> times_of(const Evaluation& evaluation, const measures::Times& kind) {
  const auto p50 = evaluation.figures.get(kind.p50), p95 = evaluation.figures.get(kind.p95);
  if (!p50 || !p95) return std::nullopt;
  return Percentiles{*p50, *p95};
}

}  // namespace llmtco
