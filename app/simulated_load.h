#pragma once
#include <optional>

#include "args.h"
#include "flags.h"
#include "serving/agent_load.h"

namespace llmtco::app {

/// What flags of `simulate` draw; nothing where a trace is given. Complains of what is wrong with them.
std::optional<serving::AgentLoad> drawn_load(const SimulateArgs& args, Flags& flags);

/// Requests of the trace, or drawn. Throws InputError for a trace that is none.
serving::Load load_of(const SimulateArgs& args, const std::optional<serving::AgentLoad>& drawn);

/// Names what prompts share, for blocks of this size, where the load was drawn so that they share something.
void name_shared(const SimulateArgs& args, int block_size, serving::Load& load);

}  // namespace llmtco::app
