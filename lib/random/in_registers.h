#pragma once

#include "columns/lanes.h"
#include "random/kernels.h"

/// Draws in registers, over the lanes of one instruction set: what kernels.inc fills columns with.
namespace llmtco::detail::LLMTCO_LANES {

/// (k + 1/2) 2^-52 of the upper 52 bits k: k is put under the exponent of 1, and 1 - 2^-53 taken off, both exact.
inline Real uniform(Bits word) {
  return real(shift_right<12>(word) | splat_bits(0x3ff0000000000000ull)) - splat(1.0 - 0x1p-53);
}

struct TwoUniforms {
  Real first, second;
};

/// Philox4x32-10 (random/philox.h) of the counter {draw, variable, stream}: words 0 and 1 make the first uniform, 2 and 3
/// the second.
inline TwoUniforms philox_uniforms(Bits draw, std::uint32_t variable, std::uint32_t stream,
                                   std::uint64_t key) {
  Bits c0 = draw, c1 = shift_right<32>(c0);
  Bits c2 = splat_bits(variable), c3 = splat_bits(stream);
  std::uint32_t k0 = static_cast<std::uint32_t>(key), k1 = static_cast<std::uint32_t>(key >> 32);
  for (int round = 0; round < 10; ++round) {
    // Only the low 32 bits of each lane are meant; what stands above them is dropped at the end.
    const Bits p0 = multiply_low32(splat_bits(0xD2511F53u), c0);
    const Bits p1 = multiply_low32(splat_bits(0xCD9E8D57u), c2);
    c0 = shift_right<32>(p1) ^ c1 ^ splat_bits(k0);
    c2 = shift_right<32>(p0) ^ c3 ^ splat_bits(k1);
    c1 = p1;
    c3 = p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  const Bits low = splat_bits(0xffffffffu);
  return {uniform(shift_left<32>(c0) | (c1 & low)), uniform(shift_left<32>(c2) | (c3 & low))};
}

/// The cubic that u falls in, of a quantile table (quantile_table.h). v = min(u, 1 - u) picks the half; the exponent and
/// first five fraction bits of v pick the cell, the other fraction bits are the place f in [0, 1) within it. v below 2^-53
/// counts as 2^-53.
inline Real table_value(Real u, const double* cells) {
  constexpr std::uint64_t first_cell = std::uint64_t{0x3ff - 53} * 32;
  const Real lower = u, upper = splat(1) - lower;
  const Mask in_upper = less(upper, lower);
  const Bits v = bits(greater(lesser(lower, upper), splat(0x1p-53)));
  const Bits side = select(in_upper, splat_bits(random_kernels::table_cells), splat_bits(0));
  const Bits index = shift_left<2>(shift_right<47>(v) - splat_bits(first_cell) + side);
  const Bits fraction = shift_left<5>(v) & splat_bits(0x000fffffffffffffull);
  const Real f = real(fraction | splat_bits(0x3ff0000000000000ull)) - splat(1);
  Real sum = gather(cells + 3, index);
  sum = fma(sum, f, gather(cells + 2, index));
  sum = fma(sum, f, gather(cells + 1, index));
  return fma(sum, f, gather(cells, index));
}

}  // namespace llmtco::detail::LLMTCO_LANES
