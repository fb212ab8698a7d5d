#pragma once

#include <cstddef>

#include "host/kernels_by_isa.h"

/// The model of peers.yaml fused: draws and arithmetic of a draw in registers, in one pass, and no summary.
namespace llmtco::bench {

inline constexpr std::size_t chunk_draws = 1024;

/// The costs of one chunk: 24 KB, which stay in the nearest cache.
struct Costs {
  alignas(64) double api[chunk_draws], rented[chunk_draws], owned[chunk_draws];
};

/// What is computed before the first draw. The polynomials hold to 1e-10, which is all that a draw needs: `columns` has the
/// same functions to the last bit or two, with divisions, and takes longer.
struct Prepared {
  double log[14];  ///< log(m) in m - log_middle, m from sqrt(1/2) to sqrt(2)
  double centre
      [22];  ///< z / (u - 1/2) of the normal quantile z in w - centre_middle, w = -log(4 u (1 - u)) up to tail_from
  double tail[18];       ///< the same in sqrt(w) - tail_middle beyond
  const double* used;    ///< quantile tables (random/quantile_table.h) of Beta(4, 3)
  const double* cached;  ///< and Beta(2, 5)
};

inline constexpr double log_low = 0x1.6a09e667f3bcdp-1, log_high = 0x1.6a09e667f3bcdp+0;
inline constexpr double log_middle = (log_low + log_high) / 2;
inline constexpr double tail_from = 6.25, centre_middle = tail_from / 2;
inline constexpr double tail_low = 2.5, tail_high = 6.2,
                        tail_middle = (tail_low + tail_high) / 2;  // of sqrt(w)

struct Kernels {
  /// Draws [first, first + 1024).
  void (*costs)(Costs& out, std::size_t first, const Prepared& prepared);
};

LLMTCO_DECLARE_KERNELS

}  // namespace llmtco::bench
