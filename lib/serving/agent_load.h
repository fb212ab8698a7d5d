#pragma once
#include "serving/synthetic.h"

namespace llmtco::serving {

/// Tasks of several calls, each of which waits for the answer before it and what a tool, or a person, makes of it:
///
///     prompt of call k + 1 = prompt of call k + its answer + growth
///     it comes at            end of call k + pause
///
/// Example: a first prompt of 1,000 tokens, answers of 100, growth 400: prompts of 1,000, 1,500 and 2,000 tokens.
struct AgentLoad {
  /// The tasks: when they come, the prompt of their first call, the answer of every call.
  SyntheticLoad tasks;
  Lengths calls{.mean = 1}, growth{.mean = 0};
  double pause = 0, pause_cv = 0;  ///< seconds; gamma where they spread
  /// Leading tokens of every first prompt that are the same in all tasks: instructions and descriptions of tools.
  std::int32_t common = 0;
};

/// The calls of all tasks, those of one behind each other. Call number i of all has the same lengths and pause whatever the
/// rate. Throws InputError where a prompt would have more than 10 million tokens.
Load agent_load(const AgentLoad& wanted);

/// Names the parts of every prompt, whole ones of `part_tokens`, so that what a call has in common with those before it in
/// its task, and all tasks at their beginning, is found in a prefix cache; answers too, since the next prompt holds them.
void name_parts(Load& load, int part_tokens, std::int32_t common);

/// In a closed loop the first requests, or tasks, start evenly over `stagger` seconds, and who is answered pauses, `pause`
/// seconds on average, before the next.
void add_pauses(Load& load, double stagger, double pause, double pause_cv, std::uint64_t seed);

}  // namespace llmtco::serving
