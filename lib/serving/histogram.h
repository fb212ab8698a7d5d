#pragma once
#include <array>
#include <bit>
#include <cstdint>

#include "serving/stretch.h"

namespace llmtco::serving {

/// Counts of times by classes of equal ratio: 64 in each doubling, so that what is read is within 0.8 % of what was put
/// in. Small enough to count every token of millions of requests.
class TimeHistogram {
 public:
  void add(Picoseconds time, std::int64_t count) {
    counts_[class_of(time)] += count;
    total_ += count;
  }
  /// k steps, each the gap of `count` tokens.
  void add(const Stretch& steps, std::int64_t k, std::int64_t count);

  TimeHistogram& operator+=(const TimeHistogram& more);

  std::int64_t total() const { return total_; }
  double mean() const;  ///< seconds; of class middles
  double quantile(
      double p) const;  ///< seconds: middle of the class in which the p-th part lies; 0 where it is empty

 private:
  static constexpr int per_doubling = 64;
  static std::size_t class_of(Picoseconds time) {
    const auto t = static_cast<std::uint64_t>(time < 0 ? 0 : time);
    if (t < 2 * per_doubling) return static_cast<std::size_t>(t);
    const int shift = std::bit_width(t) - 7;
    return static_cast<std::size_t>(shift) * per_doubling + static_cast<std::size_t>(t >> shift);
  }
  static Picoseconds lower(std::size_t at);  ///< least time of a class

  std::array<std::int64_t, 59 * per_doubling> counts_{};
  std::int64_t total_ = 0;
};

}  // namespace llmtco::serving
