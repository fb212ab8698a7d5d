#pragma once
#include "catalog/model.h"

namespace llmtco {

/// The matrix products of one pass through a model besides those of routed experts, summed over its layers. What
/// tensor parallelism cuts (one side of every matrix) stands apart.
struct Products {
  double count = 0;
  double depth = 0, depth_cut = 0;      ///< sums over products of the inner dimension
  double numbers = 0, numbers_cut = 0;  ///< a token reads as inputs and writes as outputs
};

/// Queries, keys and values in one product, attention's output, gate and up in one, down; of a mixture the router and
/// shared experts in their place. Latent attention: down for queries, keys and values in one, up for queries, two
/// absorbed ones, output.
///
/// Worked example, Llama 3.1 8B (32 layers, hidden 4,096, ffn 14,336, 32 heads and 8 KV heads of 128): 128 products;
/// depth 32 x 2 x 4,096 = 262,144 whole and 32 x (4,096 + 14,336) = 589,824 to be cut; numbers 32 x 4 x 4,096 =
/// 524,288 whole and 32 x (2 x 4,096 + 2 x 1,024 + 3 x 14,336) = 1,703,936 to be cut.
/// Linear layers have two products: queries, keys, values and gates in one, the output. What finds the entries that
/// sparse attention reads, and what makes queries or outputs through fewer numbers, is left out.
Products products_of(const Model& model);

/// Layers with routed experts; 0 of a dense model.
double mixture_layers(const Model& model);

}  // namespace llmtco
