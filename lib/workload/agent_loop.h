#pragma once
#include <optional>

#include "workload/differing.h"
#include "workload/tool_calls.h"

namespace llmtco {

/// A task that takes several calls, each reading the whole earlier context plus something new.
struct AgentLoop {
  Differing<double> calls{1.0, {}};  ///< model calls per task, >= 1
  TokenLength new_input;             ///< tokens added before each later call (tool results, turns)
  Uncertain<double> retries;         ///< share of calls made once more
  Differing<Seconds>
      tool_time{};  ///< from the answer of a call to the next call; of one tool call, with `tools`
  std::optional<ToolCalls>
      tools{};  ///< one by one; whatever stands between two calls is taken together, if absent
  bool between_turns =
      false;  ///< a user speaks between calls, not a tool: what models keep of their thoughts
};

}  // namespace llmtco
