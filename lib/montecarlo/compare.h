#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"

namespace llmtco {

/// Two studies on the same draws: variables of one name see the same numbers in both. `changes` say for its
/// readers what was changed.
ScenarioComparison compare(const Study& base, const Study& changed, const std::vector<std::string>& changes,
                           const Settings& settings);

}  // namespace llmtco
