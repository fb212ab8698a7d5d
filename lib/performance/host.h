#pragma once
#include "units/units.h"

namespace llmtco {

/// The machine around the GPUs, where its memory keeps a part of the model: whole layers with their keys and
/// values (llama.cpp's --n-gpu-layers, which counts the others), or of some layers the routed experts alone
/// (--n-cpu-moe). The embedding, of which a token reads a row, is there then.
struct Host {
  int layers = 0;
  int experts = 0;           ///< layers with routed experts whose experts alone are there, besides `layers`
  BytesPerSecond bandwidth;  ///< of its memory, datasheet
  Bytes memory;

  bool keeps_any() const { return layers > 0 || experts > 0; }
};

// Assumed, since no measured row of ours has a part of the model on the host. All are shares or multiples of datasheets.

/// Of its memory's bandwidth: what kernels of several libraries reach on one machine, 65 to 92 %
/// (docs/kernel.md, section 3).
inline constexpr double host_bandwidth_share = 0.78;
/// Operations a second for each byte a second of bandwidth. llama.cpp computes prompts of a 7B model in 4 bits
/// at about 100 tokens/s on 16 cores of a desktop with 83 GB/s: 1.4e12 / 83e9 = 17.
inline constexpr double host_operations_per_byte = 15;
/// Exponent between its reading and computing, as of other processors.
inline constexpr double host_blend = 1.5;
/// Of the PCIe link, for weights on their way to a GPU. gpt-oss-120b with all experts on the host behind PCIe
/// 4.0 x16: 60 GB of experts and 4,096 tokens of prompt took 3.9 s, of which computing is about 0.8: 19 GB/s of
/// 32. Source: ikawrakow/ik_llama.cpp, pull requests 829 (that row) and 841.
inline constexpr double host_link_share = 0.6;
/// Seconds to hand a token's numbers to the host or back, and to wait for it.
inline constexpr double host_hop = 25e-6;
/// Tokens of a step from which on llama.cpp copies the host's weights to a GPU and computes there.
/// Source: ggml/src/ggml-cuda (offload_op, min_batch_size); ikawrakow/ik_llama.cpp, pull requests 405 and 520.
inline constexpr double host_copies_from = 32;
/// Of the host's memory: operating system and engine.
inline constexpr Bytes host_reserved = 2.0 * GB;

}  // namespace llmtco
