#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"

namespace llmtco {

/// What a reader of an option's row and bill must know besides, one sentence each: its description, unit
/// costs by what they count, the fleet, where latency and accuracy come from or why they are unknown, and
/// what was assumed.
std::vector<std::string> notes_of(const OptionResult& option);

}  // namespace llmtco
