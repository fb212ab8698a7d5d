#pragma once
#include <optional>
#include <string>
#include <vector>

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
  /// What may come at once: what the limit grants in so long a time.
  Uncertain<Seconds> burst{1.0 * minute};
};

/// What is asked of one of the limits.
struct AskedOfLimit {
  std::string what;  ///< "input tokens"
  Column a_minute;   ///< that the limit grants
  std::vector<Column>
      asked;              ///< by each class in the mean hour, of what still has to be bought; 1 is all of it
  bool by_length = true;  ///< whether a call asks for more the longer it is
};
std::vector<AskedOfLimit> asked_of_limits(const RateLimits& limits, const Use& use, const Block& block);

/// Holds what is still to be bought against the limits, hour by hour (workload/week_load.h): it can be served where the
/// busiest hour keeps every limit or, if requests wait, the mean of the busiest day does. Pays for nothing.
///
/// Example: 1 M calls a month are 22.8 a minute; at three times the mean in the busiest hour 68.5: above a limit of 60,
/// below it if requests wait. Nor can be served what asks for more in one mean call than a limit grants in a minute.
///
/// How long calls wait within an hour that keeps the limit is in deployment/limit_waits.h.
void bill(const RateLimits& limits, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
