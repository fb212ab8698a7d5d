#include "kernel/quantize_block.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "kernel/half.h"

namespace llmtco::kernel {
namespace {

struct Level {
  int low, high;  // smallest and largest level
};

Level levels(const FormatInfo& f) { return {-f.zero, f.step * ((1 << f.bits) - 1) - f.zero}; }

QuantizedBlock rounded_to(const FormatInfo& f, float wanted_scale, const float* weights) {
  QuantizedBlock block{.scale = half_bits(wanted_scale), .codes = {}};
  const float scale = half_value(block.scale);
  if (!std::isfinite(scale)) {
    throw std::invalid_argument(
        fmt::format("weights need a scale of {:g}, beyond the largest half-precision number {:g}",
                    wanted_scale, largest_half));
  }
  const float largest_code = static_cast<float>((1 << f.bits) - 1);
  for (int i = 0; i < block_inputs; ++i) {
    const float level = scale == 0 ? 0 : weights[i] / scale;
    const float code = std::nearbyint((level + static_cast<float>(f.zero)) / static_cast<float>(f.step));
    block.codes[static_cast<std::size_t>(i)] =
        static_cast<std::uint8_t>(std::clamp(code, 0.0f, largest_code));
  }
  return block;
}

double level_of(const FormatInfo& f, const QuantizedBlock& block, int i) {
  return f.step * block.codes[static_cast<std::size_t>(i)] - f.zero;
}

double squared_error(const FormatInfo& f, const QuantizedBlock& block, const float* weights) {
  const double scale = half_value(block.scale);
  double sum = 0;
  for (int i = 0; i < block_inputs; ++i) {
    const double error = weights[i] - scale * level_of(f, block, i);
    sum += error * error;
  }
  return sum;
}

/// The scale that fits the block's levels best: sum(weight * level) / sum(level^2).
float least_squares_scale(const FormatInfo& f, const QuantizedBlock& block, const float* weights) {
  double product = 0;
  double square = 0;
  for (int i = 0; i < block_inputs; ++i) {
    const double level = level_of(f, block, i);
    product += weights[i] * level;
    square += level * level;
  }
  return square == 0 ? 0 : static_cast<float>(product / square);
}

/// Trial scales as fractions of the plain one. Two-bit levels are so coarse that clipping the largest weight
/// to a third of its size can pay; eight-bit ones gain next to nothing.
struct Trials {
  double low, high;
  int count;
};

Trials trials(int bits) {
  if (bits == 2) return {0.30, 1.05, 26};
  if (bits == 4) return {0.75, 1.15, 21};
  return {0.98, 1.01, 7};
}

}  // namespace

QuantizedBlock quantized_block(Format format, Rounding rounding, const float* weights) {
  const FormatInfo& f = info(format);
  const float* largest = std::max_element(weights, weights + block_inputs,
                                          [](float a, float b) { return std::fabs(a) < std::fabs(b); });
  // q4 has one level more below zero than above: the largest weight, whatever its sign, takes level -8.
  const float plain = f.bits == 4 ? *largest / -8 : std::fabs(*largest) / static_cast<float>(levels(f).high);
  QuantizedBlock best = rounded_to(f, plain, weights);
  if (rounding == Rounding::nearest || plain == 0) return best;

  double least = squared_error(f, best, weights);
  const auto keep_if_better = [&](const QuantizedBlock& block) {
    const double error = squared_error(f, block, weights);
    if (error < least) {
      least = error;
      best = block;
    }
  };
  const Trials t = trials(f.bits);
  for (int i = 0; i < t.count; ++i) {
    const double fraction = t.low + (t.high - t.low) * i / (t.count - 1);
    const float scale = static_cast<float>(plain * fraction);
    if (std::fabs(scale) > largest_half) continue;
    const QuantizedBlock trial = rounded_to(f, scale, weights);
    keep_if_better(trial);
    keep_if_better(rounded_to(f, least_squares_scale(f, trial, weights), weights));
  }
  return best;
}

float dequantized(Format format, const QuantizedBlock& block, int index) {
  const FormatInfo& f = info(format);
  return half_value(block.scale) * static_cast<float>(level_of(f, block, index));
}

}  // namespace llmtco::kernel
