#pragma once

#include <cstddef>

/// Passes over the values of a series that one instruction set offers; series.cpp, sums.cpp and quantiles.cpp
/// call these through isa(). All instruction sets give the same bits.
namespace llmtco::detail::stats_kernels {

/// What one pass tells of a run of at most 1,024 values.
struct Facts {
  double sum;  ///< in the order of stats/sums.h
  double low, high;
  bool missing;  ///< a value is not a number; `low` and `high` then mean nothing
};

/// Up to three ranges, each from `low` up to but without `high`; an unused one is empty.
struct Sieve {
  static constexpr std::size_t ranges = 3;
  double low[ranges], high[ranges];
  double* kept;  ///< where the next value within any of them goes; room for 8 more than there can be
  std::size_t below[ranges];  ///< values below each `low` so far
};

/// A sieve of one range.
inline Sieve one_range(double low, double high, double* room) {
  constexpr double none = __builtin_huge_val();
  return {{low, none, none}, {high, none, none}, room, {0, 0, 0}};
}

struct Kernels {
  Facts (*facts)(const double* values, std::size_t count);
  /// Sum of (value - centre)^2 over a run.
  double (*squares)(const double* values, std::size_t count, double centre);
  void (*sift)(const double* values, std::size_t count, Sieve& sieve);
};

namespace lanes_scalar {
const Kernels& kernels();
}
namespace lanes_avx2 {
const Kernels& kernels();
}
namespace lanes_avx512 {
const Kernels& kernels();
}

/// The kernels of isa().
const Kernels& kernels();

}  // namespace llmtco::detail::stats_kernels
