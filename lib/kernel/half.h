#pragma once

#include <cstdint>

namespace llmtco::kernel {

/// IEEE 754 half precision by whole-number arithmetic: the same bits on every machine, subnormals included.

/// The nearest half, ties to even; beyond 65504 infinity; NaN stays NaN.
std::uint16_t half_bits(float value);

/// Exact.
float half_value(std::uint16_t bits);

inline constexpr float largest_half = 65504.0f;

}  // namespace llmtco::kernel
