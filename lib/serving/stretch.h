#pragma once
#include <algorithm>

#include "serving/request.h"

namespace llmtco::serving {

/// Steps that differ by their contexts alone: step j, from 0, takes max(floor, first + slope j). Sums are exact.
struct Stretch {
  Picoseconds first = 0, slope = 0;
  Picoseconds floor = 0;  ///< what the host takes beside a step

  Picoseconds step(std::int64_t j) const { return std::max(floor, first + slope * j); }

  /// Of the first k steps.
  ///
  ///     k first + slope k (k - 1) / 2,  where floor holds none back
  Picoseconds total(std::int64_t k) const {
    if (first >= floor) return arithmetic(first, slope, k);
    const std::int64_t held = held_back(k);
    return held * floor + arithmetic(first + slope * held, slope, k - held);
  }

  /// The least number of steps, 1 to `most`, after which `time` has passed; `most` where it has not by then.
  std::int64_t until(Picoseconds time, std::int64_t most) const;

 private:
  static Picoseconds arithmetic(Picoseconds first, Picoseconds slope, std::int64_t k) {
    return k * first + slope * (k * (k - 1) / 2);
  }
  std::int64_t held_back(std::int64_t k) const;  ///< steps of the first k that take `floor`
};

}  // namespace llmtco::serving
