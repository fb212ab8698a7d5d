#pragma once
#include <cstddef>
#include <vector>

#include "serving/call_stream.h"
#include "serving/settings.h"
#include "serving/simulate.h"

namespace llmtco::serving {

/// Percentiles over the calls of one class, in seconds. TPOT is that of answers of two tokens or more.
struct CallPercentiles {
  double ttft_p50 = 0, ttft_p95 = 0, tpot_p50 = 0, tpot_p95 = 0;
  std::size_t calls = 0;  ///< that were counted
};

/// Calls that are not counted: the first, which find an empty replica, and the last, whose answers are made while nobody
/// comes any more.
struct Uncounted {
  std::size_t first = 0, last = 0;
};

/// Of each class; 0 where none of it was answered.
std::vector<CallPercentiles> percentiles_of(const Calls& calls, const Simulation& simulation,
                                            std::size_t classes, const Uncounted& uncounted);

}  // namespace llmtco::serving
