#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/model.h"
#include "catalog/quality.h"
#include "catalog/weight_format.h"
#include "stats/estimate.h"
#include "text/diagnostics.h"

namespace llmtco {

/// How much worse a model gets by storing its weights in fewer bits. The logarithm of the relative increase
/// of perplexity is a sum:
///
///     log d = a - k (b - 4.9) + q max(0, 3.3 - b)^2 + family + format + imatrix - s log(N / 8e9) + recent
///
/// b bits per weight (rounding noise falls fourfold a bit, so k near log 4 = 1.39), q the collapse below 3
/// bits, family and format what the grid costs or saves, imatrix the gain of weighing errors by use, N
/// parameters, recent what training on many more tokens costs. MMLU falls by g x d of its value, GGUF's by less. Source: rows
/// of data/quantization.yaml, ridge regression with the spread of each term as its prior.
struct QuantizationModel {
  struct Term {
    std::string name;
    double value = 0;
    double spread = 0;  ///< standard deviation of the prior, around `prior`
    double prior = 0;
  };
  std::vector<Term> terms;
  double perplexity_sd = 0;  ///< of log d, leave-one-model-out
  double mmlu_sd = 0;        ///< the same for the fall of MMLU
  std::string as_of;
};

/// data/quantization_model.yaml, built in.
const QuantizationModel& shipped_quantization_model();
QuantizationModel read_quantization_model(std::string text, const std::string& name,
                                          Diagnostics& diagnostics);
std::string written(const QuantizationModel& model);

/// What the terms are about: format, its real bits, parameters, year of the model.
struct QuantizedWeights {
  std::string format;  ///< id of the weight format, such as gguf-q4_k_m
  std::string family;  ///< of the weight format
  double bits = 16;
  double parameters = 0;
  int released = 2024;
  bool importance_matrix = false;
};
QuantizedWeights quantized_weights(const WeightFormat& format, const Model& model,
                                   bool importance_matrix = false);

/// Relative increase of perplexity; 0 for 16 bits and more.
Estimate perplexity_increase(const QuantizedWeights& weights,
                             const QuantizationModel& model = shipped_quantization_model());

/// Share of the MMLU score that is lost, in [0, 1]: 0.02 turns 0.68 into 0.666.
Estimate mmlu_loss(const QuantizedWeights& weights,
                   const QuantizationModel& model = shipped_quantization_model());

}  // namespace llmtco
