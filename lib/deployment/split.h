#pragma once
#include <string>
#include <vector>

#include "deployment/evaluation.h"
#include "deployment/option.h"
#include "variables/block.h"

namespace llmtco {

/// A part of a split, evaluated at its share of the requests.
struct SplitPart {
  std::string name;
  Column share;  ///< of the split's requests
  Evaluation evaluation;
};

/// Share of each part in every draw. Shares of which one or more are uncertain are drawn one by one; divided
/// by their sum they add up to 1: 0.2 to 0.4 drawn as 0.3 beside a known 0.8 gives 0.2727 and 0.7273.
std::vector<Column> shares_of(const SplitOption& split, const Block& block);

/// The whole of a split: bills side by side; latency medians and accuracy weighted by share (shares sum to
/// 1), the largest 95th percentile among parts that get requests; limits met and feasible where every part
/// with requests is. Left out: that the median of a mix is not the mean of the medians.
Evaluation joined(const std::vector<SplitPart>& parts);

}  // namespace llmtco
