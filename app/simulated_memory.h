#pragma once
#include <optional>

#include "args.h"
#include "flags.h"
#include "serving/settings.h"

namespace llmtco::app {

/// What flags say of memory besides the GPU's: swapping and tiers of the prefix cache. `kv_bytes`: of a token on one GPU;
/// nothing where no placement tells.
void set_memory(const MemoryArgs& args, std::optional<double> kv_bytes, serving::EngineSettings& settings,
                Flags& flags);

/// How tokens are guessed where no placement tells.
void set_guessing(const SimulateArgs& args, serving::EngineSettings& settings, Flags& flags);

}  // namespace llmtco::app
