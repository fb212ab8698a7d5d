#pragma once

#include <string>

#include "calibration/calibration.h"

namespace llmtco {

/// What `calibrate` prints: source, verdict, fits and ratios, each speed with its provenance.
std::string calibration_tables(const Calibration& calibration);

}  // namespace llmtco
