#pragma once
#include <optional>

#include "montecarlo/result.h"
#include "montecarlo/study.h"

namespace llmtco {

/// Lists what the study takes because nobody says otherwise: defaults of numbers that the scenario leaves out, entries
/// of the catalogue without a source, and what the model takes for granted of prices, benchmarks and machines. What is
/// said of several options in the same words is one assumption.
///
/// Given the middle draw (Draws::middle()), says as well what would change if half or twice of a number held, or
/// another value where that means more: each assumption's numbers are replaced, alone, and the options it bears upon
/// are evaluated again in that one draw. Those that move the answer most come first: by the change of the least that
/// is to be paid or of the lead of the best option, then by damage, then by what any option pays. Without the draw
/// they stay in the order of the study.
///
/// Left out: that assumptions may fail together, and that a step of whole machines may hide an effect at the middle.
void add_assumptions(const Study& study, const std::optional<Block>& middle, Result& result);

}  // namespace llmtco
