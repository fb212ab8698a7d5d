#pragma once
#include <string>

#include "args.h"
#include "performance/predict.h"

namespace llmtco::app {

/// Puts simulated times in place of those in closed form where the rate takes half of the capacity or more, or `latency`
/// asks for it: a single placement is simulated at its rate itself, under `surface` as under `exact`. Intervals stay as
/// wide as they are, relatively. The notes say which it was.
void simulate_at_rate(const Query& query, const std::string& latency, Prediction& prediction);

}  // namespace llmtco::app
