#pragma once
#include "fitting/served_rows.h"
#include "serving/host_times.h"
#include "serving/step_time.h"
#include "serving/synthetic.h"

namespace llmtco {

/// What the simulation says of a row, in its units.
struct Served {
  double ttft = 0, tpot = 0;  ///< s; 0 where there is none
  double rate = 0;            ///< output tokens/s of a replica
};

/// A row as a replica with its load.
struct ServedMachine {
  serving::EngineSettings settings;
  serving::StepTime step_time;
  serving::SyntheticLoad load;
};

/// Settings by the engine, and by what the row says of them; step times fitted to the steps its load has.
///
/// `scale` multiplies the times of steps: 1 is the speed model's.
ServedMachine machine_of(const ServedRow& row, const serving::HostTimes& host, double scale = 1);

Served simulated(const ServedRow& row, const serving::HostTimes& host, double scale = 1);

}  // namespace llmtco
