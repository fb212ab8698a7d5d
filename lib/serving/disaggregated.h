#pragma once
#include <optional>

#include "serving/fleet.h"

namespace llmtco::serving {

/// Replicas that compute prompts, others that decode, and what lies between them.
struct Disaggregation {
  int prefill = 1, decode = 1;  ///< replicas
  Router router = Router::round_robin;
  double transfer_per_token = 0;  ///< seconds until the keys and values of a prompt token are there
};

/// Prompts are computed on replicas of their own, which give the first token; keys and values go over, and another
/// replica decodes:
///
///     it is there at   first token + transfer_per_token x input
///
/// Its first step there feeds the first token to all that is held, which is taken for a prompt of one token. E2E and
/// TPOT hold the transfer. A sequence that restarts on a decoding replica computes its prompt there. Requests in the
/// system count those under way. Requires an open loop.
///
/// Left out: transfer of a layer while the next is computed, replicas that wait for each other's room.
Simulation simulate_disaggregated(const Load& load, const StepTime& step_time, const EngineSettings& settings,
                                  const Disaggregation& split);

/// Requests a second, the less of what either side serves (summary.h: capacity()).
std::optional<double> disaggregated_capacity(const Load& load, const StepTime& step_time,
                                             const EngineSettings& settings, const Disaggregation& split);

}  // namespace llmtco::serving
