#pragma once
#include <string>

#include "performance/shape.h"
#include "units/quantity.h"

namespace llmtco {

/// Where the memory of one GPU of a replica goes, the fullest one where they differ.
struct Memory {
  Bytes total;    ///< as the driver reports it
  Bytes usable;   ///< total x the engine's share
  Bytes weights;  ///< layers, and head and embedding, over the GPUs that hold them
  Bytes draft;    ///< draft model or extra heads
  /// Largest step: max_step_tokens x (4 hidden + 2 ffn/tp + vocabulary/tp of the logits) numbers.
  Bytes activations;
  Bytes reserve;               ///< context of the driver, graphs, communication buffers
  Bytes kv_available;          ///< what is left for keys and values
  BytesPerToken kv_per_token;  ///< on one GPU, of a layer stack without windows
  bool fits = false;
  std::string reason;  ///< why not, with the numbers and the least number of GPUs that start and hold it
};
Memory memory(const Placement& placement);
/// The same without a reason, for searches that ask for many.
Memory memory_use(const Placement& placement);

/// KV bytes of one sequence on one GPU: full layers keep every token, windowed ones the last `window`.
Drawn<Bytes> kv_bytes(const Placement& placement, const Drawn<Tokens>& context);

/// Sequences of a length that fit one replica at once, at most the engine's limit:
///
///     paged       kv_available / (kv of the context rounded up to a block + half a block)
///     contiguous  kv_available / (kv of the longest context reserved)
///
/// 0 where not even one fits. Attention data parallelism multiplies by its degree.
Column largest_batch(const Placement& placement, const Drawn<Tokens>& context);

}  // namespace llmtco
