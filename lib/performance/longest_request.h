#pragma once
#include <string>

#include "performance/memory.h"

namespace llmtco {

/// Longest context whose keys and values one replica holds for one request alone, in whole tokens: the longest with a
/// largest batch of 1 (performance/memory.h), at most `most`; 0 where none fits. Each draw of what the engine keeps
/// besides (`memory_factor`, kv_room()) has its own.
///
/// Example: Llama 3.1 8B in 16 bits keeps 2 x 32 x 8 x 128 x 2 B = 131,072 B a token; 5.26 GB that are left
/// hold 40,144 tokens, less the half block of 16 that is lost on average.
Drawn<Tokens> longest_request(const Placement& placement, Tokens most,
                              const Column& memory_factor = Column(1.0));

/// Says that a request does not fit, what would, and how many GPUs hold it: "60,500 tokens need 7.93 GB of keys and
/// values, 5.26 GB are left: 40,112 tokens fit; 2 GPUs would do".
std::string does_not_fit(const Placement& placement, Tokens asked, Tokens fits);

/// 60,500.
std::string whole_tokens(Tokens tokens);

}  // namespace llmtco
