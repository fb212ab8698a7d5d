#pragma once
#include <vector>

#include "montecarlo/result.h"
#include "montecarlo/study.h"

namespace llmtco {

/// Says which options are feasible, takes the numbers away from those that are not, and warns. An option is
/// feasible if it can serve in at least 95 % of the draws; rarer failures are warnings.
void judge(const Study& study, Result& result);
/// Takes the numbers away from differences between options that are not feasible on both sides, which are
/// judged already, and says why.
void judge(const Result& base, const Result& changed, std::vector<OptionDifference>& differences);

}  // namespace llmtco
