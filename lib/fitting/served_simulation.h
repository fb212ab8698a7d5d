#pragma once
#include "fitting/served_rows.h"
#include "serving/host_times.h"
#include "serving/step_time.h"
#include "serving/synthetic.h"

namespace llmtco {

/// What the simulation says of a row.
struct ServedTimes {
  double ttft = 0, tpot = 0;  ///< s, means or medians as in the row; 0 where there is none
  double rate = 0;            ///< output tokens/s of a replica
};

/// A row as a replica with its load, and no work of the host yet.
struct ServedMachine {
  serving::EngineSettings settings;
  serving::StepTime step_time;  ///< the speed model's
  serving::SyntheticLoad load;
};

/// The engine's settings, and what the row says of them; step times at the steps its load has; requests as its test sent
/// them. Where the row does not say: ten requests a place; prompts of ShareGPT lognormal with a coefficient of variation of
/// 1.2, answers uniform up to the 512 tokens (256 in tests of short ones) at which they were cut.
ServedMachine machine_of(const ServedRow& row);

/// The machine with the host's work, all steps `scale` times as long as the speed model has them, run.
ServedTimes simulated(const ServedRow& row, const ServedMachine& machine, const serving::HostTimes& host,
                      double scale = 1);
/// With the host times that are shipped for its engine.
ServedTimes simulated(const ServedRow& row);

}  // namespace llmtco
