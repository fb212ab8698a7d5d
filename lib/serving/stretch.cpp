#include "serving/stretch.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace llmtco::serving {

std::int64_t Stretch::held_back(std::int64_t k) const {
  if (first >= floor) return 0;
  if (slope == 0) return k;
  return std::min(k, (floor - first + slope - 1) / slope);
}

std::int64_t Stretch::until(Picoseconds time, std::int64_t most) const {
  assert(most >= 1);
  if (step(0) >= time) return 1;
  if (total(most) <= time) return most;
  // slope / 2 q^2 + (first - slope / 2) q = time, solved in doubles and then set right in whole numbers.
  const std::int64_t held = held_back(most);
  const double rest = static_cast<double>(time) - static_cast<double>(held) * static_cast<double>(floor);
  double guess = 0;
  if (rest <= 0) {
    guess = static_cast<double>(time) / static_cast<double>(floor);
  } else {
    const double half = 0.5 * static_cast<double>(slope);
    const double b = static_cast<double>(first + slope * held) - half;
    // The form without cancellation, good for a slope of 0 too.
    guess = static_cast<double>(held) + 2 * rest / (b + std::sqrt(std::max(0.0, b * b + 4 * half * rest)));
  }
  std::int64_t q =
      std::clamp<std::int64_t>(std::isfinite(guess) ? static_cast<std::int64_t>(guess) : 1, 1, most);
  while (q > 1 && total(q - 1) >= time) --q;
  while (q < most && total(q) < time) ++q;
  return q;
}

}  // namespace llmtco::serving
