#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "kernel/format.h"
#include "text/names.h"

namespace llmtco::kernel {

/// How the scale of a block is chosen.
///     nearest  the largest weight meets the largest level, the others go to their nearest level
///     search   the scale with the least squared error among trial scales, each refined by least squares;
///              `nearest` is one of the trials, so it is never worse
enum class Rounding { nearest, search };

inline constexpr Names<Rounding, 2> rounding_names{
    {{{Rounding::nearest, "nearest"}, {Rounding::search, "search"}}}};

constexpr std::string_view name(Rounding rounding) { return rounding_names.to_text(rounding); }

struct QuantizedBlock {
  std::uint16_t scale;  // half precision; may be negative (q4)
  std::array<std::uint8_t, block_inputs> codes;
};

/// The block's codes and scale. `weights` holds 32 finite numbers (NaN and infinities are refused by pack()).
/// Throws std::invalid_argument if the scale would exceed half precision: q4 of a weight beyond 8 * 65504.
QuantizedBlock quantized_block(Format format, Rounding rounding, const float* weights);

/// scale * (step * code - zero)
float dequantized(Format format, const QuantizedBlock& block, int index);

}  // namespace llmtco::kernel
