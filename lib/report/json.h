#pragma once
#include <string>

#include "montecarlo/compare.h"
#include "montecarlo/result.h"

namespace llmtco {

/// The result as JSON, the contract other programs read: docs/json.md. Units are in the names, numbers are
/// not rounded, what is unknown is null with its reason beside it.
std::string to_json(const Result& result);
std::string to_json(const ScenarioComparison& comparison);

/// Two options of a scenario, and the first less the second.
std::string to_json(const OptionComparison& comparison);

}  // namespace llmtco
