#pragma once
#include <vector>

#include "montecarlo/result.h"

namespace llmtco {

/// One result out of those of independent replicates of the same run: every number is their mean, its
/// interval the t-interval over them. A quantile so averaged differs from that of all draws together by about
/// 1 / draws of a replicate, far less than its interval. `draws` are those of all parts. Requires two or
/// more.
Result merged(std::vector<Result> parts, std::size_t draws);
ScenarioComparison merged(std::vector<ScenarioComparison> parts, std::size_t draws);

}  // namespace llmtco
