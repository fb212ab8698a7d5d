#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace llmtco::bench {

/// The median of times that were measured, and the quartiles around it: what was there in half of the rounds.
struct Middle {
  double median, low, high;
};

/// Requires that there is a time.
inline Middle middle(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    const double place = share * static_cast<double>(times.size() - 1);
    const auto before = static_cast<std::size_t>(place);
    const std::size_t after = std::min(before + 1, times.size() - 1);
    return times[before] + (place - static_cast<double>(before)) * (times[after] - times[before]);
  };
  return {at(0.5), at(0.25), at(0.75)};
}

}  // namespace llmtco::bench
