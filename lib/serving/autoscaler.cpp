#include "serving/autoscaler.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace llmtco::serving {

Autoscaler::Autoscaler(const Autoscaling& rules)
    : rules_(rules), delay_(in_picoseconds(rules.scale_down_delay)) {
  assert(0 <= rules.least && rules.least <= rules.most && rules.target > 0 && rules.interval > 0);
}

int Autoscaler::desired(Picoseconds now, std::size_t requests) {
  const double needed = std::ceil(static_cast<double>(requests) / rules_.target);
  const int wanted = static_cast<int>(std::clamp(needed, 1.0 * rules_.least, 1.0 * rules_.most));
  while (!wanted_.empty() && wanted_.back().replicas <= wanted) wanted_.pop_back();
  wanted_.push_back({now, wanted});
  while (wanted_.size() > 1 && now - wanted_.front().time >= delay_) wanted_.pop_front();
  return wanted_.front().replicas;
}

}  // namespace llmtco::serving
