#pragma once
#include <string>

#include "performance/shape.h"
#include "units/quantity.h"

namespace llmtco {

/// Where the memory of one GPU of a replica goes, the fullest one where they differ. The parts are in
/// memory_parts.h, the engine's way from them to the room for keys and values in catalog/engine_memory.h
/// (MemoryRule).
///
/// Worked example, Llama 3.1 8B in 16 bits under vLLM on one H100 at 0.95: the driver reports 79.65 GiB and
/// gives 79.15 of them; 0.95 x 79.15 - 14.96 weights - 1.84 activations - 0.26 outside = 58.1 GiB. vLLM 0.19
/// logs 58.11.
struct Memory {
  Bytes total;         ///< as the driver reports it
  Bytes driver;        ///< what it keeps for itself
  Bytes usable;        ///< what the engine takes: all parts below
  Bytes weights;       ///< layers, and head and embedding, over the GPUs that hold them
  Bytes draft;         ///< draft model or extra heads
  Bytes activations;   ///< of the largest step
  Bytes reserve;       ///< outside the allocator: context of the driver, graphs, buffers of collectives
  Bytes kv_available;  ///< what is left for keys and values
  Bytes room;          ///< the same, below 0 by what is missing
  BytesPerToken kv_per_token;  ///< on one GPU, while the windows are not full
  Bytes state;                 ///< of one sequence on one GPU, whatever its length
  /// Of the host, where it keeps a part of the model: that part, and what is left for keys and values of its
  /// layers, below 0 by what is missing.
  Bytes host_weights, host_room;
  double loses = 1;   ///< bytes of the room for each more of activations and reserve
  double spread = 0;  ///< standard deviation of the logarithm of those
  bool fits = false;
  std::string reason;  ///< why not, with the numbers and the least number of GPUs that start and hold it
};
Memory memory(const Placement& placement);
/// Why the host does not hold its part: "the host's part of Llama 3.3 70B takes 21.1 GB, and 2 GB are its
/// system's and the engine's: it has 16 GB".
std::string host_too_small(const Placement& placement, const Memory& memory);
/// The same without a reason, for searches that ask for many.
Memory memory_use(const Placement& placement);

/// Room where activations and what lies outside are `factor` times what is predicted: lognormal with median 1 and
/// `spread`, one number for an engine on an accelerator.
Bytes room_at(const Memory& memory, double factor);
Drawn<Bytes> kv_room(const Memory& memory, const Column& factor);

/// P(room > 0). Worked example: 0.2 GiB are missing beside 4.4 GiB of activations and outside, spread 0.08:
/// those have to be 0.9545 times what is predicted, ln = -0.0465: -0.58 standard deviations, 0.28.
double chance_of_fitting(const Memory& memory);

/// KV bytes of one sequence on one GPU: full layers keep every token, windowed ones the last `window`, linear
/// ones a state; kept_bytes() over the stages.
Drawn<Bytes> kv_bytes(const Placement& placement, const Drawn<Tokens>& context);
/// The same that the host keeps; 0 where it keeps no layers.
Drawn<Bytes> host_kv_bytes(const Placement& placement, const Drawn<Tokens>& context);

/// Sequences of a length that fit one replica at once, at most the engine's limit:
///
///     paged       kv_available / (kv of the context rounded up to a block + half a block)
///     contiguous  kv_available / (kv of the longest context reserved)
///
/// and at most those whose keys and values the host holds, where it keeps layers. 0 where not even one fits.
/// Attention data parallelism multiplies by its degree.
Column largest_batch(const Placement& placement, const Drawn<Tokens>& context,
                     const Column& memory_factor = Column(1.0));

}  // namespace llmtco
