#pragma once
#include "montecarlo/result.h"
#include "montecarlo/study.h"

namespace llmtco {

/// Says which options are feasible, takes the numbers away from those that are not, and warns. An option is
/// feasible if it can serve in at least 95 % of the draws; rarer failures are warnings.
void judge(const Study& study, Result& result);
/// The same of both sides, and of the differences between options that are feasible on both.
void judge(const Study& base, const Study& changed, ScenarioComparison& comparison);

}  // namespace llmtco
