#pragma once
#include "workload/differing.h"

namespace llmtco {

/// A task that takes several calls, each reading the whole earlier context plus something new.
struct AgentLoop {
  Differing<double> calls{1.0, {}};  ///< model calls per task, >= 1
  TokenLength new_input;             ///< tokens added before each later call (tool results, turns)
  Uncertain<double> retries;         ///< share of calls made once more
  Differing<Seconds> tool_time{};    ///< from the answer of a call to the next call
  bool between_turns =
      false;  ///< a user speaks between calls, not a tool: what models keep of their thoughts
};

}  // namespace llmtco
