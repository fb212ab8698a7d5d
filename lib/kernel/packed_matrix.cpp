#include "kernel/packed_matrix.h"

#include <cassert>
#include <cstring>

#include "kernel/half.h"

namespace llmtco::kernel {

std::size_t packed_bytes(Format format, std::size_t rows, std::size_t inputs) {
  return PackedMatrix{format, rows, inputs, nullptr}.bytes();
}

float packed_weight(const PackedMatrix& matrix, std::size_t row, std::size_t input) {
  assert(row < matrix.rows && input < matrix.inputs);
  const FormatInfo& f = info(matrix.format);
  const std::uint8_t* stripe = matrix.data + row / stripe_rows * matrix.stripe_bytes();
  const std::size_t r = row % stripe_rows;
  if (!f.quantized) {
    const std::size_t at = input * stripe_rows + r;
    float value;
    std::uint16_t half;
    if (matrix.format == Format::f32) {
      std::memcpy(&value, stripe + 4 * at, sizeof value);
    } else {
      std::memcpy(&half, stripe + 2 * at, sizeof half);
      value = half_value(half);
    }
    return value;
  }
  const std::uint8_t* unit = stripe + input / unit_inputs * unit_bytes(matrix.format);
  const std::size_t i = input % unit_inputs;
  const std::size_t block = i / block_inputs;
  const std::size_t group = i % block_inputs / 4;
  const std::size_t pairs = static_cast<std::size_t>(f.bits);  // 128-byte vector pairs in a block
  const std::uint8_t* pair = unit + 128 + (block * pairs + group % pairs) * 128;
  const int code =
      pair[4 * r + i % 4] >> (static_cast<std::size_t>(f.bits) * (group / pairs)) & ((1 << f.bits) - 1);
  std::uint16_t scale;
  std::memcpy(&scale, unit + 2 * (block * stripe_rows + r), sizeof scale);
  return half_value(scale) * static_cast<float>(f.step * code - f.zero);
}

}  // namespace llmtco::kernel
