#pragma once
#include "decision/family.h"
#include "montecarlo/result.h"
#include "montecarlo/settings.h"

namespace llmtco {

/// What choices change, against the base, draw by draw.
ScenarioComparison what_if(const Family& family, std::span<const Choice> choices, const Settings& settings);

}  // namespace llmtco
