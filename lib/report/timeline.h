#pragma once
#include <string>

#include "montecarlo/result.h"
#include "report/layout.h"

namespace llmtco {

/// The months of the horizon one by one: the mean cost of each feasible option with its 90 % interval, then the
/// total. Requires a result with details (montecarlo/simulate.h).
std::string timeline_text(const Result& result, const Style& style);

}  // namespace llmtco
