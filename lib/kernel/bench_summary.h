#pragma once

#include "kernel/bench_sweep.h"

namespace llmtco::kernel::detail {

/// The interval that a point's validity hangs on: of the times of the samples it is made of.
Sampled step_time(const Cell& cell, const WindowLog& windows, std::uint64_t seed);

/// Limits, points, fits, derived figures and the verdict of a finished sweep, added to `run`.
void summarize(const BenchOptions& options, Sweep& sweep, BenchRun& run);

}  // namespace llmtco::kernel::detail
