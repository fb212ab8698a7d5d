#include "workload/week_profile.h"

#include <algorithm>

namespace llmtco {
double WeekProfile::peak_to_mean() const {
  return *std::max_element(share.begin(), share.end()) * static_cast<double>(share.size());
}

double share_in(const WeekProfile& profile, const DailyWindow& window) {
  double sum = 0;
  for (std::size_t i = 0; i < profile.share.size(); ++i)
    sum += profile.share[i] * part_of_hour(static_cast<int>(i), window);
  return sum;
}

}  // namespace llmtco
