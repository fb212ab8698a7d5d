#pragma once
#include <vector>

#include "columns/column.h"
#include "performance/placement.h"
#include "performance/products.h"

namespace llmtco {

/// What the formulas need of a model in a format, for the whole model. Bytes and counts are plain doubles in
/// base units: they are the terms of sums over very different things, each named by what it counts.
struct Shape {
  double layers = 0;
  double hidden = 0;
  /// Weights of the layers that every token reads: attention, dense and shared feed-forward.
  double bytes_dense = 0;
  double bytes_experts = 0;  ///< routed experts, all of them
  double bytes_head = 0;     ///< read once a step
  /// Resident: the embedding, of which a row a token is read, and under servers the tower for pictures in 16
  /// bits. Reading either is left out.
  double bytes_embedding = 0;
  double parameters_dense = 0;
  double parameters_expert = 0;  ///< one routed expert, summed over the layers
  double parameters_head = 0;
  double experts = 1;
  double experts_per_token = 1;
  /// Ways of keeping and reading keys and values, each over the layers that share it: `numbers` and `flop` are
  /// bytes and FLOP of those layers together.
  std::vector<CachePart> cache;
  double kv_bytes_full = 0;    ///< per token and sequence, of what grows with every token
  double kv_bytes_window = 0;  ///< per token and sequence until its window is full
  double attention_flop = 0;   ///< per query token and token behind it, of what grows with every token
  double state_bytes = 0;      ///< per sequence, of layers that keep a state in place of tokens
  double state_slices = 1;     ///< GPUs the state can be cut over
  double state_flop = 0;       ///< per token
  double linear_layers = 0;    ///< that keep a state
  double score_elements = 0;   ///< attention scores per query token and key token, over the layers
  Products products;           ///< besides those of routed experts
  double mixtures = 0;         ///< layers with routed experts
  double expert_numbers = 0;  ///< read and written per token by routed experts over the layers, cut by tensor
  /// Numbers that norms and residuals read and write per token over the layers: twice four widths a layer.
  double activations = 0;
  bool mixture = false;
  bool latent = false;      ///< some attention in a latent, or in compressed entries
  bool quantized = false;   ///< fewer than 12 bits: weights are expanded before use
  double host_layers = 0;   ///< share of the layers that the host keeps, [0, 1]
  double host_experts = 0;  ///< share of the routed experts, those of its layers included
  double rest_bits = 0;     ///< of the dense weights where the experts alone are packed; 0: all are alike

  bool on_host_too() const { return host_layers > 0 || host_experts > 0; }
  double bytes() const { return bytes_dense + bytes_experts + bytes_head + bytes_embedding; }
};

/// Worked example, Llama 3.1 8B in 16 bits: dense 6.98e9 x 2 B = 13.96 GB, head and embedding 0.525e9 x 2 B
/// = 1.05 GB each; KV 2 x 32 x 8 x 128 x 2 B = 131,072 B per token.
Shape shape_of(const Placement& placement);

/// Bytes that one of `tensor` GPUs keeps of a sequence: each part of the cache up to its window, and the state.
/// What has fewer heads than there are GPUs is copied.
Column kept_bytes(const Shape& shape, int tensor, const Column& context);

/// Bytes that one of `tensor` GPUs moves for one token of a sequence: windows and the best of an index as they
/// are, the rest whole, and the state twice, since it is read and written.
Column read_bytes(const Shape& shape, int tensor, const Column& context);

/// FLOP of attention for one token that looks back on `context` tokens; those of states are apart, state_flop.
Column token_flop(const Shape& shape, const Column& context);

}  // namespace llmtco
