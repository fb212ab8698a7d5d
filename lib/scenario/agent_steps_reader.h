#pragma once
#include <vector>

#include "deployment/option.h"
#include "scenario/form.h"
#include "scenario/inputs.h"
#include "workload/agent_loop.h"

namespace llmtco {

/// Keys of an agent loop on how it ends.
std::vector<Field> loop_end_fields();

/// The calls a loop makes at most, and what becomes of its steps.
void read_loop_end(const Place& agent, Inputs& inputs, AgentLoop& loop);

/// Says of an option that its accuracy is that of steps, where it is.
void note_steps(Inputs& inputs, Option& option);

}  // namespace llmtco
