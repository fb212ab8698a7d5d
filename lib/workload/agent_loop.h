#pragma once
#include <optional>

#include "workload/differing.h"
#include "workload/tool_calls.h"

namespace llmtco {

/// A context that is summarized where the next call would read too much (workload/compaction.h).
struct Compaction {
  Uncertain<TokensPerRequest> above;  ///< most that a call reads, in billed tokens of whatever model
  Uncertain<TokensPerRequest> to;  ///< length of a summary, of the kind of text that the other lengths are of
};

/// What becomes of steps, the calls of a task, that are wrong (workload/steps.h).
struct AgentSteps {
  Uncertain<double> noticed;   ///< share of them that is noticed
  Uncertain<double> recovery;  ///< share of those that is put right by the call made once more
};

/// A task that takes several calls, each reading the whole earlier context plus something new.
struct AgentLoop {
  Differing<double> calls{1.0, {}};  ///< model calls per task, >= 1
  TokenLength new_input;             ///< tokens added before each later call (tool results, turns)
  Uncertain<double> retries;         ///< share of calls made once more
  Differing<Seconds> tool_time{};  ///< from the answer of a call to the next call; of one tool, with `tools`
  std::optional<ToolCalls> tools{};        ///< one by one; what stands between two calls is one, if absent
  std::optional<Compaction> compaction{};  ///< the context grows to the end of the task, if absent
  bool between_turns =
      false;  ///< a user speaks between calls, not a tool: what models keep of their thoughts
  /// Calls at most, >= 1: a task that needs more is cut there, and ends without success.
  std::optional<Uncertain<double>> most_calls{};
  std::optional<AgentSteps> steps{};  ///< accuracy is that of a step; of the whole task, if absent

  /// Whether tasks may end before they have made the calls they need.
  bool ends_early() const { return most_calls || steps; }
};

}  // namespace llmtco
