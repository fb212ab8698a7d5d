#pragma once
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
  double bytes_experts = 0;    ///< routed experts, all of them
  double bytes_head = 0;       ///< read once a step
  double bytes_embedding = 0;  ///< resident; a row a token is read, which is left out
  double parameters_dense = 0;
  double parameters_expert = 0;  ///< one routed expert, summed over the layers
  double parameters_head = 0;
  double experts = 1;
  double experts_per_token = 1;
  double kv_bytes_full = 0;    ///< per token and sequence, layers that look back over everything
  double kv_bytes_window = 0;  ///< the same, layers with a sliding window
  double window = 0;           ///< tokens
  double attention_flop = 0;   ///< per query token and key token, over the layers
  double attention_flop_window = 0;
  double score_elements = 0;  ///< attention scores per query token and key token, over the layers
  Products products;          ///< besides those of routed experts
  double mixtures = 0;        ///< layers with routed experts
  double expert_numbers = 0;  ///< read and written per token by routed experts over the layers, cut by tensor
  /// Numbers that norms and residuals read and write per token over the layers: twice four widths a layer.
  double activations = 0;
  double kv_heads = 1;  ///< slices the KV cache can be cut into; 1 for a latent
  bool mixture = false;
  bool latent = false;           ///< multi-head latent attention
  bool quantized = false;        ///< fewer than 12 bits: weights are expanded before use
  bool attention_16bit = false;  ///< MXFP4 checkpoints quantize the experts alone

  double bytes() const { return bytes_dense + bytes_experts + bytes_head + bytes_embedding; }
};

/// Worked example, Llama 3.1 8B in 16 bits: dense 6.98e9 x 2 B = 13.96 GB, head and embedding 0.525e9 x 2 B
/// = 1.05 GB each; KV 2 x 32 x 8 x 128 x 2 B = 131,072 B per token.
Shape shape_of(const Placement& placement);

}  // namespace llmtco
