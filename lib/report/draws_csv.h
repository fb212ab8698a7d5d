#pragma once
#include <string>

#include "montecarlo/kept_draws.h"

namespace llmtco {

/// Draws as CSV, a row per option that can serve and draw: option,draw,FIGURE,... A draw's number is that of
/// `explain --draw`; rows of one number saw the same inputs. A figure that an option has not is an empty cell.
std::string draws_csv(const Result& result, const KeptDraws& draws);

}  // namespace llmtco
