#pragma once
#include <string>
#include <vector>

#include "quality/quantization.h"

namespace llmtco {

/// A measured row for the fit: log of the increase of perplexity, or of the fall of MMLU.
struct QuantizationRow {
  QuantizedWeights weights;
  std::string model;
  bool mmlu = false;
  double log_value = 0;
};
/// Ridge regression on the rows; the standard deviations from fits that leave a model out.
QuantizationModel fit_quantization(const std::vector<QuantizationRow>& rows, const QuantizationModel& start);

/// log(measured / predicted) of each row, under a fit without its model's rows.
std::vector<double> left_out_errors(const std::vector<QuantizationRow>& rows, const QuantizationModel& start);

}  // namespace llmtco
