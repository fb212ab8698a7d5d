#pragma once
#include "serving/replica.h"

namespace llmtco::serving {

/// How much of its prompt a sequence computes in a step that has `budget` tokens left.
std::int32_t chunk_of(const Replica& replica, std::int32_t left, std::int64_t budget);

/// Blocks more that a sequence needs whose prompt is computed up to `tokens`, where blocks come with the tokens.
std::int32_t more_blocks(const Replica& replica, const Prefilling& p, std::int32_t tokens);

/// Makes sequences restart until all others can take the blocks of the coming step; whether any had to.
///
/// In the order of admission each takes what it needs; where too little is left, the last that was not handled yet
/// restarts, repeatedly, and the one itself where none is left. `margin`: blocks that must be free for a sequence to
/// decode even if it needs none (Vidur's rule).
bool make_room(Replica& replica, int margin);

/// Takes sequences back from the host's memory, in order, while the batch and blocks allow; whether there was any. None
/// other is let in before them.
bool bring_back(Replica& replica, int margin);

/// Whether a request can never be served: its tokens need more blocks than there are, or than it may reserve.
bool impossible(const Replica& replica, const Offer& offer);

/// Blocks that a sequence takes when it is let in: `tokens` of its own without those shared, or all that it reserves.
std::int32_t first_blocks(const Replica& replica, const Offer& offer, std::int32_t tokens);

/// Whether so many may be taken by one that is let in. Nobody needs the watermark where nobody runs.
bool may_take(const Replica& replica, const Offer& offer, std::int32_t blocks);

}  // namespace llmtco::serving
