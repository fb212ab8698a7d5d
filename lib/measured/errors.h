#pragma once
#include <vector>

namespace llmtco {

/// How far predictions are off, of the deviations predicted / measured - 1: median and 90th percentile of
/// their sizes, and their own median, the bias. Of -0.2, 0.1, 0.1: 0.1, 0.18 and 0.1.
struct Errors {
  double median = 0, p90 = 0, bias = 0;
};
/// Requires at least one deviation.
Errors errors_of(const std::vector<double>& deviations);

}  // namespace llmtco
