#pragma once

#include <cstddef>

#include "kernel/bench.h"

namespace llmtco::kernel::detail {

/// Points of a fit, which has three parameters.
inline constexpr std::size_t least_of_fit = 3;

/// A decode point with `least_pairs` samples that nobody interrupted and an interval of `widest_interval` or less;
/// one of more columns with two such samples, whatever its interval, which goes into that of the fit.
bool is_valid(const BenchPoint& point);

/// Says of every point, fit and derived figure whether it is valid, of the run whether all decode points are, and
/// why not: one reason for each cause, with the points it holds for and what helps.
///
///     few samples      8 of 15, none of them interrupted: the run of `seconds` was too short
///     interrupted      3 of 40 were not interrupted, 15 are needed
///     wide interval    +-6.6 %, +-5 % wanted: times differ between samples that nobody interrupted
///     curve            the decode point is valid, and of the fit fewer than `least_of_fit` points are
///
/// What others used of a core is said as measured; only where they took cores from samples it is called a cause.
/// A fit comes in with what its points say (`valid` false where too few of them are).
void judge(double seconds, BenchRun& run);

}  // namespace llmtco::kernel::detail
