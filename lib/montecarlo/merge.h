#pragma once
#include <vector>

#include "montecarlo/result.h"

namespace llmtco {

/// One result out of those of independent replicates of the same run: every number is their mean, its
/// interval the t-interval over them. A quantile so averaged differs from that of all draws together by about
/// 1 / draws of a replicate, far less than its interval. Requires two or more.
Result merged(std::vector<Result> parts);
ScenarioComparison merged(std::vector<ScenarioComparison> parts);

}  // namespace llmtco
