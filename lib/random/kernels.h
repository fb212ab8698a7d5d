#pragma once

#include <cstddef>
#include <cstdint>

#include "host/kernels_by_isa.h"

/// What one instruction set offers for sampling; sampler.cpp and quantile.cpp call these through isa().
namespace llmtco::detail::random_kernels {

/// Sobol' points base ^ j of one dimension, in bit-reversed form: low holds j = 0 ... 7, high j = 0, 8, ...
/// 1016. `scramble` are four random words of the replicate and variable.
struct SobolBlock {
  const std::uint64_t* low;
  const std::uint64_t* high;
  std::uint32_t base;
  std::uint32_t scramble[4];
};

/// Cells of a quantile table (quantile_table.h): 52 octaves of 32 cells and one more, four coefficients each,
/// first for the lower half, then for the upper.
inline constexpr std::size_t table_cells = 52 * 32 + 1;

struct Kernels {
  /// 1,024 uniforms: counter {first + j, variable, stream} gives
  /// draw j from words 0 and 1, draw 512 + j from 2 and 3.
  void (*plain)(double* out, std::uint64_t first, std::uint32_t variable, std::uint32_t stream,
                std::uint64_t key);
  /// Uniforms of points [8 begin, 8 end) of the block, written at the same places of `out`.
  void (*sobol)(double* out, const SobolBlock& block, std::size_t begin, std::size_t end);
  /// Cubic of the cell each u falls in; `table` holds 2 * table_cells * 4 doubles.
  void (*table)(double* out, const double* u, const double* table);
};

LLMTCO_DECLARE_KERNELS

/// The kernels of isa().
const Kernels& kernels();

}  // namespace llmtco::detail::random_kernels
