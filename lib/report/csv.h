#pragma once
#include <string>

#include "montecarlo/compare.h"
#include "montecarlo/result.h"

namespace llmtco {

/// One row per option and number (RFC 4180): option,metric,basis,unit,mean,p5,p50,p95,mean_error,note. Line
/// items are rows with metric `line: NAME`. An option that is not feasible is one row with its reason.
std::string to_csv(const Result& result);
/// The same columns for the paired differences.
std::string to_csv(const ScenarioComparison& comparison);

std::string to_csv(const OptionComparison& comparison);

}  // namespace llmtco
