#pragma once

// What a variant of the kernel computes. Included by files built for one instruction set: plain structs and
// internal functions only, so that nothing compiled there can be taken for other files (see CMakeLists.txt).

#include <stddef.h>
#include <stdint.h>

namespace llmtco::kernel::detail {

constexpr int stripe_tiles = 2;
constexpr int stripe_rows = 16 * stripe_tiles;

/// Columns multiplied in one go: their activations should fit second- and third-level cache (4096 inputs: 512
/// columns of 8-bit codes are 2.6 MB, 64 columns of floats 1 MB), their results take stripe_rows * 512 * 4
/// bytes = 64 KiB.
constexpr size_t most_columns = 512;
constexpr size_t chunk_columns(bool quantized) { return quantized ? most_columns : 64; }

/// A stripe (two tiles, 32 rows) times all columns of a chunk.
///
/// Activations lie in panels of up to `width` columns. Quantized: for each block of 32 inputs, codes of group
/// 0 (4 bytes per column), ... group 7, then per column -zero * sum(codes) as int32 and the scale as float:
/// 40 bytes per block and column. Float formats: for each input one float per column.
struct StripeArgs {
  const uint8_t* weights;  // laid out as packed_matrix.h says
  size_t units;            // of 64 inputs
  const uint8_t* panel;
  size_t columns;
  float* out;       // [column][stripe_rows]
  size_t prefetch;  // bytes to ask for ahead of the weights being read, 0: leave it to the hardware
};

constexpr size_t block_column_bytes = 40;

using StripeFunction = void (*)(const StripeArgs&);

/// Codes in -127..127, scale = max|x| / 127, sum of the codes; false if a value is not finite.
/// Blocks with max|x| below 2^-100 count as zero, so that 127 / max|x| stays finite.
using QuantizeFunction = bool (*)(const float* x, int8_t* codes, float* scale, int32_t* sum);
constexpr float smallest_activation = 0x1p-100f;

struct Variant {
  size_t width;              // columns of a panel
  StripeFunction stripe[5];  // by Format
  QuantizeFunction quantize;
};

const Variant& scalar_variant();
const Variant& avx2_variant();
const Variant& vnni_variant();

/// What the machine itself can do with an instruction set, as plain as it can be asked.
struct Probe {
  /// Reads every 64-byte line of [from, from + bytes), bytes a multiple of 512; the sum keeps the loads
  /// alive.
  uint64_t (*read)(const uint8_t* from, size_t bytes, size_t prefetch);
  /// Multiply-adds of bytes into int32 from registers: `rounds` times int8_ops operations.
  void (*int8)(long rounds);
  double int8_ops;
  /// Fused multiply-adds of floats from registers: `rounds` times fp32_ops operations.
  void (*fp32)(long rounds);
  double fp32_ops;
};

const Probe& scalar_probe();
const Probe& avx2_probe();
const Probe& vnni_probe();

namespace {

/// Columns are dealt to panels as evenly as can be: 8 columns at width 6 are 4 + 4.
[[maybe_unused]] inline size_t panel_count(size_t columns, size_t width) {
  return (columns + width - 1) / width;
}
[[maybe_unused]] inline size_t panel_start(size_t panel, size_t panels, size_t columns) {
  return panel * columns / panels;
}

}  // namespace
}  // namespace llmtco::kernel::detail
