#pragma once
#include <span>

namespace llmtco {

/// Lengths of measured requests as the model of a workload needs them.
struct SampleLength {
  double mean = 0;  ///< tokens
  double cv = 0;    ///< standard deviation of the sample over its mean; 0 where the mean is
};

/// Mean and coefficient of variation of measured lengths, at least one:
///
///     mean = sum x / n,   cv = sqrt(sum (x - mean)^2 / n) / mean
///
/// Example: 100, 200 and 600 have mean 300 and cv sqrt(140,000 / 3) / 300 = 0.7201. The sample is taken for
/// the whole of the requests, so the sum of squares is divided by n.
SampleLength length_of_sample(std::span<const double> tokens);

}  // namespace llmtco
