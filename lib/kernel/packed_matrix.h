#pragma once

#include <cstddef>
#include <cstdint>

#include "kernel/format.h"
#include "kernel/quantize_block.h"

namespace llmtco::kernel {

/// A weight matrix (rows = outputs, inputs = columns of the matrix) in the kernel's layout, held elsewhere.
///
/// The matrix is one stream, read from its first byte to its last: stripes of 32 rows; in a stripe, units of
/// 64 inputs; in a unit of a quantized format 128 bytes of half-precision scales (block 0 rows 0..31, block 1
/// rows 0..31), then two blocks of 32 inputs. A block has 8 groups of 4 inputs; a 128-byte vector pair holds
/// one group of rows 0..15, then of rows 16..31, row after row. q8 has a pair for each group; a byte of q4
/// holds groups g (low bits) and g + 4, of q2 groups g, g + 2, g + 4 and g + 6. f16 and f32 store the 32 rows
/// of an input side by side. Missing rows and inputs are stored as zero weights.
struct PackedMatrix {
  Format format;
  std::size_t rows;
  std::size_t inputs;
  const std::uint8_t* data;  // 64-byte aligned, bytes() long

  std::size_t stripes() const { return (rows + stripe_rows - 1) / stripe_rows; }
  std::size_t units() const { return (inputs + unit_inputs - 1) / unit_inputs; }
  std::size_t stripe_bytes() const { return units() * unit_bytes(format); }
  std::size_t bytes() const { return stripes() * stripe_bytes(); }
  double weights() const { return static_cast<double>(rows) * static_cast<double>(inputs); }
};

/// Bytes a matrix takes: 4096 x 4096 in q4 is 128 stripes * 64 units * 1152 bytes = 9 437 184.
std::size_t packed_bytes(Format format, std::size_t rows, std::size_t inputs);

/// Writes `weights` in the layout above to `out` (packed_bytes() long, 64-byte aligned).
/// Throws std::invalid_argument naming row and input of a weight that is not finite or too large for the
/// format.
PackedMatrix pack(Format format, Rounding rounding, const FloatRows& weights, std::uint8_t* out);

/// The weight the kernel multiplies with, read back from the packed bytes.
float packed_weight(const PackedMatrix& matrix, std::size_t row, std::size_t input);

}  // namespace llmtco::kernel
