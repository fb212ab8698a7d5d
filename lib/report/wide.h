#pragma once
#include <string>

#include "montecarlo/result.h"
#include "report/layout.h"

namespace llmtco {

/// The table of every column and option, in the order of the scenario, then every bill with its assumptions and every
/// warning: for pipes and for those who want all of it.
std::string wide_text(const Result& result, const Style& style);

/// The same of a change: every option, whether it moved or not.
std::string wide_text(const ScenarioComparison& comparison, const Style& style);

}  // namespace llmtco
