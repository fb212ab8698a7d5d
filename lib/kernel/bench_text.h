#pragma once

#include <string>

#include "kernel/bench.h"

namespace llmtco::kernel {

/// Conditions, limits, decode, batch curve, fits and quality as tables of plain text.
std::string bench_tables(const BenchRun& run);

/// The roofline of one thread count with the measured points: operations per second against operations per
/// byte of weights, both by factors (text/plane.h), 79 columns of ASCII. Letters: f = f16 (F = f32), 8, 4, 2 = q8, q4,
/// q2; the line rises with the memory up to the peak.
std::string roofline_picture(const BenchRun& run, int threads);

/// Which decode points are valid: "f16, q4 on 1 thread and q4 on 2 threads"; empty where none is.
std::string valid_decode(const BenchRun& run);

/// The verdict in one line, and its reasons.
std::string bench_verdict(const BenchRun& run);

}  // namespace llmtco::kernel
