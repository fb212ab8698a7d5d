#include "workload/shape.h"

#include <algorithm>
#include <cassert>

namespace llmtco {

Column DemandShape::factor(int month, const Block& block) const {
  assert(!is_even() && month >= 0);
  Column factor = 1.0;
  if (!season.empty()) factor = block(season[static_cast<std::size_t>(month) % season.size()]);
  if (!ramp || month >= ramp->months) return factor;
  const Column from = block(ramp->from);
  const double way = static_cast<double>(month) / ramp->months;
  return factor * (from + (1.0 - from) * way);
}

}  // namespace llmtco
