#pragma once
#include <vector>

#include "montecarlo/run.h"

namespace llmtco {

/// What a run comes to, out of the sums of its independent replicates: every number is their mean, its
/// interval the t-interval over them. A quantile so averaged differs from that of all draws together by about
/// 1 / draws of a replicate, far less than its interval. `draws` are those of all parts. Requires two or
/// more.
RunResult merged(std::vector<RunResult> parts, std::size_t draws);

}  // namespace llmtco
