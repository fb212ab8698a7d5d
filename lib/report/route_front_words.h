#pragma once
#include <string>
#include <vector>

#include "decision/route_front.h"

namespace llmtco {

/// What every rendering of a front says the same way.

/// "Chosen: threshold 0.7, 32.1 % of the requests to large, $4,210 a month, ..."; why nothing is chosen where that is
/// known, and nothing where nothing was asked for.
std::string chosen_words(const RouteFront& front);

/// Few enough thresholds to read: the ends, what lies between in equal steps of their number, and the chosen one.
std::vector<const FrontPoint*> points_shown(const RouteFront& front);

}  // namespace llmtco
