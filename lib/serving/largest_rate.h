#pragma once
#include <string>

#include "serving/summary.h"
#include "serving/synthetic.h"

namespace llmtco::serving {

/// What the largest rate has to keep: the limits, by a share of all requests.
struct Service {
  Limits limits;
  double share = 0.99;
};

/// The largest rate of requests at which one replica keeps a service, and its 90 % interval over repetitions.
struct LargestRate {
  double rate = 0, low = 0, high = 0;  ///< requests a second
  int repetitions = 0;
  /// Why there is none: not even requests that come one by one keep the limits. Empty where there is a rate.
  std::string reason;
};

/// By bisection on the rate, within 0.2 % of it, in each of `repetitions` with a seed of its own; within one, every rate
/// sees the same requests with the same gaps but for their scale (common random numbers). The interval is Student's over
/// the repetitions. A rate above capacity keeps no service, though so few requests came that they kept the limits.
LargestRate largest_rate(SyntheticLoad load, const StepTime& step_time, const EngineSettings& settings,
                         const Service& service, int repetitions = 8);

}  // namespace llmtco::serving
