#pragma once

#include "calibration/calibration.h"
#include "calibration/checked_fields.h"

namespace llmtco::detail {

/// {"best", "median", "ci95_lo", "ci95_hi", "n"} times `scale`; 0 < lo <= median <= hi.
Sampled read_sampled(CheckedFields& parent, std::string_view key, double scale, Diagnostics& diagnostics);

/// {"value", "ci95_lo", "ci95_hi"}; 0 <= lo <= value <= hi.
Interval95 read_estimate(CheckedFields& parent, std::string_view key, Diagnostics& diagnostics);

void read_observation_lists(CheckedFields& root, Calibration& calibration, Diagnostics& diagnostics);

}  // namespace llmtco::detail
