#pragma once
#include "performance/load.h"
#include "serving/settings.h"

namespace llmtco::serving {

/// Work of the processor under an engine that the speed model's step does not hold, in seconds.
struct HostTimes {
  double per_step = 0;     ///< of each step
  double per_token = 0;    ///< of each token that comes out of a step
  double per_request = 0;  ///< of each request that starts
  double front = 0;        ///< of each request outside of the steps
  bool plans_ahead = false;  ///< EngineSettings::plans_ahead
  double launch = 1;       ///< time to launch a prompt's kernels, over the speed model's
};

}  // namespace llmtco::serving
