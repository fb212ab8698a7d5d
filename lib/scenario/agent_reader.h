#pragma once
#include "scenario/form.h"
#include "scenario/inputs.h"
#include "workload/agent_loop.h"

namespace llmtco {

FormPtr agent_form();

/// The loop of a request class, or that of requests which are answered in one call.
AgentLoop read_agent(const Place& requests, Inputs& inputs);

}  // namespace llmtco
