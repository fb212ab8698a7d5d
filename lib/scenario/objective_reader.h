#pragma once
#include "montecarlo/study.h"
#include "scenario/place.h"
#include "text/diagnostics.h"

namespace llmtco {

/// Reads what the best option is best at, and which months a budget is of, into a study that has its workload and its
/// options. An objective that is the same for every option is refused: no class has what it counts.
void read_objective(const Place& root, Study& study, Diagnostics& diagnostics);

}  // namespace llmtco
