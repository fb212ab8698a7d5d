#include "montecarlo/bounds.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "stats/series.h"
#include "text/diagnostics.h"

namespace llmtco {

void check_bounds(const Study& study, const Block& block) {
  Diagnostics diagnostics;
  for (const Study::Bound& bound : study.bounds) {
    const Column values = block(Uncertain<double>(bound.node));
    const BlockSummary reached = values.is_constant()
                                     ? BlockSummary{.low = values.constant(), .high = values.constant()}
                                     : block_summary(values);
    const double low = reached.missing ? std::numeric_limits<double>::quiet_NaN() : reached.low,
                 high = reached.high;
    if (low >= bound.low && high <= bound.high) continue;
    if (bound.source) diagnostics.add_source(bound.source);
    const double reached_end = low >= bound.low ? high : low;
    const std::string what = std::isnan(reached_end)   ? "has no value"
                             : std::isinf(reached_end) ? "divides by zero or grows beyond all numbers"
                                                       : fmt::format("reaches {:.6g}", reached_end);
    diagnostics.error(bound.location, fmt::format("{} {} in some draws", bound.what, what),
                      fmt::format("it must stay from {:.6g} to {:.6g}", bound.low, bound.high));
  }
  diagnostics.throw_if_errors();
}

}  // namespace llmtco
