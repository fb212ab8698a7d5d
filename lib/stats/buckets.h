#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace llmtco::detail {

/// Unsigned integers in the order of the doubles, -infinity first.
inline std::uint64_t key_of(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  return bits ^ (static_cast<std::uint64_t>(-static_cast<std::int64_t>(bits >> 63)) | 0x8000000000000000u);
}

/// The double of a key.
inline double value_of(std::uint64_t key) {
  return std::bit_cast<double>(key ^ ((key >> 63) != 0 ? 0x8000000000000000u : 0xffffffffffffffffu));
}

/// Smallest and largest of some values.
struct Extremes {
  double low, high;
};

/// Equal ranges of keys. Keys are nearly logarithms, so that a bucket is a small relative step.
struct Buckets {
  std::uint64_t first;  ///< least key of the first bucket
  int shift;            ///< a bucket is 2^shift keys
  std::size_t count;

  std::size_t of(double x) const { return (key_of(x) - first) >> shift; }
  /// Least key of bucket b.
  std::uint64_t start(std::size_t b) const { return first + (static_cast<std::uint64_t>(b) << shift); }
};

/// From the smallest to the largest of n values: about 512 buckets for short series, else 4,096.
Buckets buckets_for(Extremes extremes, std::size_t n);

}  // namespace llmtco::detail
