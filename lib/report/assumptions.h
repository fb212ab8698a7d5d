#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"
#include "report/layout.h"

namespace llmtco {

/// The assumptions of a result for people, in its order, a line each: what is assumed, for which options, and what would
/// change of the least that is to be paid, or of an option where that stays.
///
///     requests come evenly over the month; a busiest hour of 2 x the mean: +$1,204, 4 x: +$3,612 and api pays least
///
/// Those that move no money share the last but one line, those of which nothing is computed the last.
std::vector<std::string> assumption_lines(const Result& result);

/// The same below a heading, broken at the width of the screen; empty where nothing is assumed.
std::string assumptions_text(const Result& result, const Style& style);

}  // namespace llmtco
