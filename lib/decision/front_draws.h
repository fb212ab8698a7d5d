#pragma once
#include <optional>
#include <string>
#include <vector>

#include "decision/route_front.h"

namespace llmtco {

/// A study whose options from `first` on are one route at thresholds that ascend.
/// Its fleets know where their times come from (montecarlo/servers.h) before it is evaluated.
struct StudyOfThresholds {
  Study study;
  std::size_t first = 0;
};

/// Evaluates the options from `first` on in every draw, and nothing else of the study: no month of its own, no ranking, and
/// times only where a limit on them is asked for. What a run says of the same option at the same seed is the same.
std::vector<FrontPoint> front_points(const StudyOfThresholds& all, const FrontQuestion& question,
                                     const Settings& settings);

}  // namespace llmtco
