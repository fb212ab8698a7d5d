#pragma once
#include <optional>
#include <string>

#include "cost/bill.h"
#include "cost/throughput.h"
#include "variables/uncertain.h"

namespace llmtco {

/// What a provider takes at most in a minute, of all classes together.
struct RateLimits {
  std::optional<Uncertain<Requests>> requests{};  ///< calls of the model
  std::optional<Uncertain<Tokens>> input{}, output{};
  Uncertain<double> cache_read_weight{1.0};  ///< what a token read from a cache counts as of the input
  Overflow over = Overflow::refuse;          ///< `queue` or `refuse`
};

/// Holds what is still to be bought against the limits, hour by hour (workload/week_load.h): it can be served where the
/// busiest hour keeps every limit or, if requests wait, the mean of the busiest day does. Pays for nothing.
///
/// Example: 1 M calls a month are 22.8 a minute; at three times the mean in the busiest hour 68.5: above a limit of 60,
/// below it if requests wait.
void bill(const RateLimits& limits, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
