#pragma once
#include <string>
#include <vector>

#include "deployment/evaluation.h"

namespace llmtco {

/// A part of a split, evaluated at its share of the requests.
struct SplitPart {
  std::string name;
  Column share;  ///< of the split's requests
  Evaluation evaluation;
};

/// The whole of a split: bills side by side; latency medians and accuracy weighted by share (shares sum to
/// 1), the largest 95th percentile among parts that get requests; limits met and feasible where every part
/// with requests is. Left out: that the median of a mix is not the mean of the medians.
Evaluation joined(const std::vector<SplitPart>& parts);

}  // namespace llmtco
