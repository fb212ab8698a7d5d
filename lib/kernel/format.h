#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace llmtco {

/// What the bundled kernel can multiply with. q8, q4 and q2 hold whole-number codes, one scale for every 32
/// weights of a row: weight = scale * (step * code - zero). f32 and f16 are the reference paths.
///
///     q8: levels -128 .. 127   (code - 128)        8.5 bits per weight, its 16-bit scale included
///     q4: levels -8 .. 7       (code - 8)          4.5
///     q2: levels -3, -1, 1, 3  (2 * code - 3)      2.5
enum class KernelFormat { f32, f16, q8, q4, q2 };

inline constexpr std::array kernel_formats = {KernelFormat::f32, KernelFormat::f16, KernelFormat::q8,
                                              KernelFormat::q4, KernelFormat::q2};

/// Weights that share a scale.
inline constexpr int kernel_block = 32;
/// Output rows in a 64-byte vector, 4 inputs of each.
inline constexpr int kernel_tile_rows = 16;
/// Rows stored and multiplied together: two tiles, so that an activation fetched from memory is used twice.
inline constexpr int kernel_stripe_rows = 32;
/// Inputs of one storage unit: two blocks.
inline constexpr int kernel_unit = 64;

struct KernelFormatInfo {
  std::string_view name;
  int bits;  // of one stored code
  int zero;  // weight = scale * (step * code - zero); 0 and 1 for the float formats
  int step;
  bool quantized;
};

const KernelFormatInfo& info(KernelFormat format);

/// Numbers one row after another: weights[output][input], or activations[column][input].
struct FloatRows {
  const float* numbers;
  std::size_t rows, inputs;
};

/// Bytes of 32 rows x 64 inputs: 2 x 32 half-precision scales (quantized formats only) and 256 bytes per bit
/// of a code.
std::size_t unit_bytes(KernelFormat format);

/// Stored bits per weight with scales: q4 has (128 + 1024) bytes * 8 / 2048 weights = 4.5.
double bits_per_weight(KernelFormat format);

/// The format of that name. Throws std::invalid_argument that lists what there is.
KernelFormat kernel_format(std::string_view name);

/// Comma separated names, for messages: "f32, f16, q8, q4, q2".
std::string kernel_format_names();

}  // namespace llmtco
