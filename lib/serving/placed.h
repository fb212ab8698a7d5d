#pragma once
#include "performance/load.h"
#include "serving/speed_fit.h"

namespace llmtco::serving {

/// What a sequence takes of the memory of a placement: windows of its layers, states of linear ones.
///
///     share of a window = bytes a token of its layers / bytes a token of all,     state = its bytes / the latter
///
/// Example, Gemma 3 27B: 52 of 62 layers keep 1,024 tokens, 84 %. Where no layer keeps every token, a state is counted as a
/// block. More than four windows are taken for four.
SequenceRoom room_of(const Placement& placement, int block_size);

/// KV blocks of one replica, of tokens of which all layers keep all: blocks of room_of(). 0 where nothing fits.
std::int64_t kv_blocks_of(const Placement& placement, int block_size);

/// How a placement guesses tokens; none is guessed where it does not. per_step + per_sequence x B is a line through what
/// guessing_time() of the speed model says at 1 to `max_batch` sequences, with the least squares of its share of the step.
/// Nothing is guessed where the token budget does not hold the guesses of all.
Guessing guessing_of(const llmtco::Replica& replica, const EngineSettings& settings, const FitRange& range,
                     const Factors& factors = {});

/// Bytes of one token of a sequence on one GPU, all of which move theirs at once, while its windows are not full.
double kv_bytes_per_token(const Placement& placement);

}  // namespace llmtco::serving
