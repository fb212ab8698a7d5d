#pragma once
#include <optional>

#include "decision/route_front.h"
#include "report/chart.h"

namespace llmtco {

/// Accuracy against cost over a route's thresholds: with the interval of how right it is, each leg alone, routers that
/// know everything and nothing, what is asked for and the chosen point. Nothing where fewer than two thresholds can serve
/// with an accuracy that is known.
std::optional<Chart> front_chart(const RouteFront& front);

}  // namespace llmtco
