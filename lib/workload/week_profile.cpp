#include "workload/week_profile.h"

#include <algorithm>

namespace llmtco {
namespace {

/// Part of an hour of the day in a window that goes over midnight or not.
double part_of_hour(int hour, const DailyWindow& window) {
  const auto within = [&](int from, int to) {
    return std::max(0, std::min(60 * (hour + 1), to) - std::max(60 * hour, from)) / 60.0;
  };
  if (window.from < window.to) return within(window.from, window.to);
  return within(window.from, 24 * 60) + within(0, window.to);
}

}  // namespace

double WeekProfile::peak_to_mean() const {
  return *std::max_element(share.begin(), share.end()) * static_cast<double>(share.size());
}

double share_in(const WeekProfile& profile, const DailyWindow& window) {
  double sum = 0;
  for (std::size_t i = 0; i < profile.share.size(); ++i) {
    const unsigned day = static_cast<unsigned>(i / 24);
    if ((window.days >> day & 1U) != 0)
      sum += profile.share[i] * part_of_hour(static_cast<int>(i % 24), window);
  }
  return sum;
}

}  // namespace llmtco
