#include "kernel/half.h"

#include <bit>

namespace llmtco::kernel {

std::uint16_t half_bits(float value) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = (bits >> 16) & 0x8000u;
  const std::uint32_t size = bits & 0x7fffffffu;
  if (size > 0x7f800000u) return static_cast<std::uint16_t>(sign | 0x7e00u);
  if (size >= 0x477ff000u)
    return static_cast<std::uint16_t>(sign | 0x7c00u);  // 65520 and more round to infinity
  std::uint32_t magnitude;
  int shift;
  if (size >= 0x38800000u) {  // normal: from 2^-14
    magnitude = size - 0x38000000u;
    shift = 13;
  } else {  // subnormal: multiples of 2^-24
    const int exponent = static_cast<int>(size >> 23);
    if (exponent < 102) return static_cast<std::uint16_t>(sign);  // below 2^-25
    magnitude = (size & 0x7fffffu) | 0x800000u;
    shift = 126 - exponent;
  }
  const std::uint32_t kept = magnitude >> shift;
  const std::uint32_t rest = magnitude & ((1u << shift) - 1);
  const std::uint32_t half = 1u << (shift - 1);
  const std::uint32_t up = rest > half || (rest == half && (kept & 1u)) ? 1 : 0;
  return static_cast<std::uint16_t>(sign | (kept + up));
}

float half_value(std::uint16_t bits) {
  const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x8000u) << 16;
  const std::uint32_t exponent = (bits >> 10) & 31u;
  const std::uint32_t mantissa = bits & 0x3ffu;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000u | (mantissa << 13));
  if (exponent != 0) return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
  const float size = static_cast<float>(mantissa) * 0x1p-24f;
  return sign ? -size : size;
}

}  // namespace llmtco::kernel
