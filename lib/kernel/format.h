#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "text/names.h"

namespace llmtco::kernel {

/// What the bundled kernel can multiply with. q8, q4 and q2 hold whole-number codes, one scale for every 32
/// weights of a row: weight = scale * (step * code - zero). f32 and f16 are the reference paths.
///
///     q8: levels -128 .. 127   (code - 128)        8.5 bits per weight, its 16-bit scale included
///     q4: levels -8 .. 7       (code - 8)          4.5
///     q2: levels -3, -1, 1, 3  (2 * code - 3)      2.5
enum class Format { f32, f16, q8, q4, q2 };

inline constexpr std::array formats = {Format::f32, Format::f16, Format::q8, Format::q4, Format::q2};

inline constexpr Names<Format, 5> format_names{{{{Format::f32, "f32"},
                                                 {Format::f16, "f16"},
                                                 {Format::q8, "q8"},
                                                 {Format::q4, "q4"},
                                                 {Format::q2, "q2"}}}};

constexpr std::string_view name(Format format) { return format_names.to_text(format); }

/// Weights that share a scale.
inline constexpr int block_inputs = 32;
/// Output rows in a 64-byte vector, 4 inputs of each.
inline constexpr int tile_rows = 16;
/// Rows stored and multiplied together: two tiles, so that an activation fetched from memory is used twice.
inline constexpr int stripe_rows = 32;
/// Inputs of one storage unit: two blocks.
inline constexpr int unit_inputs = 64;

struct FormatInfo {
  int bits;  // of one stored code
  int zero;  // weight = scale * (step * code - zero); 0 and 1 for the float formats
  int step;
  bool quantized;
};

const FormatInfo& info(Format format);

/// Numbers one row after another: weights[output][input], or activations[column][input].
struct FloatRows {
  const float* numbers;
  std::size_t rows, inputs;
};

/// Bytes of 32 rows x 64 inputs: 2 x 32 half-precision scales (quantized formats only) and 256 bytes per bit
/// of a code.
std::size_t unit_bytes(Format format);

/// Stored bits per weight with scales: q4 has (128 + 1024) bytes * 8 / 2048 weights = 4.5.
double bits_per_weight(Format format);

/// The format of that name. Throws std::invalid_argument that lists what there is.
Format format_named(std::string_view name);

}  // namespace llmtco::kernel
