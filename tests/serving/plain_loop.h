#pragma once
#include "serving/simulate.h"

/// The rules of every scheduler again, one step and one sequence at a time, as simply as they can be written: what
/// simulate() must agree with to the picosecond, and what its speed is held against.
struct PlainResult {
  std::vector<llmtco::serving::Outcome> outcomes;
  std::int64_t steps = 0, restarts = 0, swaps = 0;
};
PlainResult plain_loop(const llmtco::serving::Load& load, const llmtco::serving::StepTime& step_time,
                       const llmtco::serving::EngineSettings& settings);

/// Ranks in lockstep (serving/ranks.h), round by round.
PlainResult plain_ranks(const llmtco::serving::Load& load, const llmtco::serving::StepTime& step_time,
                        const llmtco::serving::EngineSettings& settings);
