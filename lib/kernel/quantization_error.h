#pragma once

#include <cstdint>
#include <string_view>

#include "kernel/format.h"
#include "kernel/quantize_block.h"
#include "text/names.h"

namespace llmtco::kernel {

/// Weights of a synthetic layer: normal, or Student t with 4 degrees of freedom (rare large weights, as
/// trained layers have), both scaled so that outputs of unit activations have unit variance.
enum class SyntheticWeights { gaussian, student_t4 };

inline constexpr Names<SyntheticWeights, 2> synthetic_names{
    {{{SyntheticWeights::gaussian, "gaussian"}, {SyntheticWeights::student_t4, "student-t4"}}}};

constexpr std::string_view name(SyntheticWeights weights) { return synthetic_names.to_text(weights); }

/// What quantizing weights and activations does to a layer. Synthetic: no statement about a model's answers,
/// for which published perplexities and evaluations are the source.
struct QuantizationError {
  Format format;
  Rounding rounding;
  SyntheticWeights weights;
  std::uint64_t seed;
  double weight_rel_rmse;  // sqrt(sum (w - w_q)^2 / sum w^2)
  double output_rel_rmse;  // the same of the outputs, activations quantized too
  double cosine;           // of exact and quantized outputs
  double kl_proxy;         // mean over columns of KL(softmax(exact) || softmax(quantized)), nats
};

/// A layer of 128 x 1024 weights times 8 columns of normal activations.
QuantizationError quantization_error(Format format, Rounding rounding, SyntheticWeights weights,
                                     std::uint64_t seed);

}  // namespace llmtco::kernel
