#pragma once
#include <string>
#include <vector>

#include "gate/attribution.h"
#include "gate/check.h"
#include "scenario/scenario_tree.h"

namespace llmtco::app {

/// What the changes between two scenarios do to the cost of each option, that of `option`, or of the one whose cost
/// moved most, first. Keys that cannot be changed one by one are taken together: those of one option or class, or all.
std::vector<Attribution> attributions_between(const ScenarioTree& base, const ScenarioTree& candidate,
                                              const std::string& option, const CheckSettings& settings);

}  // namespace llmtco::app
