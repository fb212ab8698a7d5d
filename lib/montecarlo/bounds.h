#pragma once
#include "montecarlo/study.h"
#include "variables/block.h"

namespace llmtco {

/// Refuses inputs and formulas that leave their range in some draws of a block: InputError at their places, all at once.
void check_bounds(const Study& study, const Block& block);

}  // namespace llmtco
