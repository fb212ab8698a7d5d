#pragma once

#include <cstddef>

#include "host/kernels_by_isa.h"

/// Passes over the values of a series that one instruction set offers; series.cpp, sums.cpp and quantiles.cpp
/// call these through isa(). All instruction sets give the same bits.
namespace llmtco::detail::stats_kernels {

/// What one pass tells of a run of at most 1,024 values.
struct RunSummary {
  double sum;  ///< in the order of stats/sums.h
  double low, high;
  bool missing;  ///< a value is not a number; `low` and `high` then mean nothing
};

/// Keeps values within any of some ranges, each from `low` to `high`, both within. No value may be missing.
struct RangeFilter {
  static constexpr std::size_t most_ranges = 3;
  double low[most_ranges], high[most_ranges];
  double* kept;                    ///< where the next value goes; room for 8 more than there can be
  std::size_t below[most_ranges];  ///< values below each `low` so far
};

inline constexpr std::size_t longest_short = 384;

struct Kernels {
  RunSummary (*summary)(const double* values, std::size_t count);
  /// Sum of (value - centre)^2 over a run.
  double (*squares)(const double* values, std::size_t count, double centre);
  /// By the number of ranges, less one.
  void (*filter_ranges[RangeFilter::most_ranges])(const double* values, std::size_t count,
                                                  RangeFilter& filter);
  /// Sorts at most `longest_short` values, none of them missing.
  void (*sort_short)(double* values, std::size_t count);
};

LLMTCO_DECLARE_KERNELS

/// The kernels of isa().
const Kernels& kernels();

}  // namespace llmtco::detail::stats_kernels
