#pragma once

#include "kernel/bench_sweep.h"

namespace llmtco::kernel::detail {

/// Quiet samples, or all of them when fewer were quiet than a point needs (`quiet` false).
std::vector<PointSample> usable(const Cell& cell, const WindowLog& windows, bool& quiet);

/// Limits, points, fits, derived figures and the verdict of a finished sweep, added to `run`.
void summarize(const BenchOptions& options, Sweep& sweep, BenchRun& run);

}  // namespace llmtco::kernel::detail
