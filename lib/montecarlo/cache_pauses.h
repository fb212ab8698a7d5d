#pragma once
#include "montecarlo/result.h"
#include "montecarlo/study.h"
#include "variables/draws.h"

namespace llmtco {

/// Warns of endpoints whose cache keeps what a conversation reads again for less than its tools take between two calls, where
/// nobody says that the hit rate is to be taken without these pauses (`lifetime`): at the middle of all inputs.
void warn_of_long_pauses(const Study& study, const Draws& draws, Result& result);

}  // namespace llmtco
