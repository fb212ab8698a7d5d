#pragma once
#include "quality/quantization.h"

/// What predicting and fitting share.
namespace llmtco {

/// What a term of the sum is multiplied by for some weights.
double term_factor(std::string_view name, const QuantizedWeights& weights, bool mmlu);

/// Family of the rounding grid: GGUF files by kind (gguf-k, gguf-iq, gguf-legacy), else the format's family.
std::string grid_family(const QuantizedWeights& weights);

}  // namespace llmtco
