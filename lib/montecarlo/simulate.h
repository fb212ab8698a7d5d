#pragma once
#include "montecarlo/result.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"

namespace llmtco {

/// The answer to one study: a run (montecarlo/run.h) of it alone.
Result simulate(const Study& study, const Settings& settings);

}  // namespace llmtco
