#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "kernel/half.h"
#include "kernel/packed_matrix.h"

namespace llmtco::kernel {
namespace {

struct Source : FloatRows {
  float at(std::size_t row, std::size_t input) const {
    return row < rows && input < inputs ? numbers[row * inputs + input] : 0.0f;
  }
};

struct Packing {
  Format format;
  Rounding rounding;
};

void pack_float_stripe(const Source& source, bool half, std::size_t row, std::size_t inputs,
                       std::uint8_t* out) {
  for (std::size_t i = 0; i < inputs; ++i) {
    for (std::size_t r = 0; r < stripe_rows; ++r) {
      const float value = source.at(row + r, i);
      const std::size_t at = i * stripe_rows + r;
      if (half) {
        const std::uint16_t bits = half_bits(value);
        std::memcpy(out + 2 * at, &bits, sizeof bits);
      } else {
        std::memcpy(out + 4 * at, &value, sizeof value);
      }
    }
  }
}

/// One of the two blocks of a unit that `out` begins: its scales, and its pairs of vectors behind all scales.
void pack_block(const Source& source, const Packing& packing, std::size_t row, std::size_t input,
                std::uint8_t* out) {
  const FormatInfo& f = info(packing.format);
  const std::size_t pairs = static_cast<std::size_t>(f.bits);
  const std::size_t number = input / block_inputs % 2;
  std::uint8_t* const scale_out = out + 64 * number;
  std::uint8_t* const pairs_out = out + 128 + number * 128 * pairs;
  for (std::size_t r = 0; r < stripe_rows; ++r) {
    float weights[block_inputs];
    for (std::size_t i = 0; i < block_inputs; ++i) weights[i] = source.at(row + r, input + i);
    const QuantizedBlock block = quantized_block(packing.format, packing.rounding, weights);
    std::memcpy(scale_out + 2 * r, &block.scale, sizeof block.scale);
    for (std::size_t i = 0; i < block_inputs; ++i) {
      const std::size_t group = i / 4;
      const int shift = f.bits * static_cast<int>(group / pairs);
      std::uint8_t& byte = pairs_out[128 * (group % pairs) + 4 * r + i % 4];
      byte = static_cast<std::uint8_t>(byte | block.codes[i] << shift);
    }
  }
}

void require_representable(const Source& source, Format format) {
  const float limit = format == Format::f16 ? largest_half : INFINITY;
  for (std::size_t row = 0; row < source.rows; ++row) {
    for (std::size_t input = 0; input < source.inputs; ++input) {
      const float value = source.at(row, input);
      if (std::isfinite(value) && std::fabs(value) <= limit) continue;
      throw std::invalid_argument(
          fmt::format("weight in row {}, input {} is {:g}: {}", row, input, value,
                      std::isfinite(value) ? "too large for f16" : "only finite weights can be packed"));
    }
  }
}

}  // namespace

PackedMatrix pack(Format format, Rounding rounding, const FloatRows& weights, std::uint8_t* out) {
  const PackedMatrix matrix{format, weights.rows, weights.inputs, out};
  const Source source{weights};
  require_representable(source, format);
  std::memset(out, 0, matrix.bytes());
  for (std::size_t stripe = 0; stripe < matrix.stripes(); ++stripe) {
    const std::size_t row = stripe * stripe_rows;
    if (!info(format).quantized) {
      pack_float_stripe(source, format == Format::f16, row, weights.inputs, out);
      out += matrix.stripe_bytes();
      continue;
    }
    for (std::size_t unit = 0; unit < matrix.units(); ++unit, out += unit_bytes(format)) {
      for (std::size_t block = 0; block < 2; ++block) {
        pack_block(source, {format, rounding}, row, unit * unit_inputs + block * block_inputs, out);
      }
    }
  }
  return matrix;
}

}  // namespace llmtco::kernel
