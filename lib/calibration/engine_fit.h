#pragma once

#include "calibration/calibration.h"

namespace llmtco {

/// One fit for each hardware, number of GPUs and engine with rows to fit.
///
///     seconds per decoded token = t0 + s_per_GB * GB of weights                 (least squares, t0 >= 0)
///     seconds per prompt token  = prefill_s_per_Gop * 2 * parameters / 1e9      (median)
///
/// Least squares of relative errors, (predicted - measured) / measured.
///
/// Intervals: 95 %, rows drawn with replacement; with fewer than four rows they have no width and a reason
/// says so. Only rows of one request alone (batch 1) count for decode.
std::vector<EngineFit> engine_fits(const std::vector<Observation>& observations,
                                   std::vector<std::string>& reasons);

/// For each format and hardware, the median over pairs of rows that differ in the format alone.
std::vector<FormatRatio> format_ratios(const std::vector<Observation>& observations);

}  // namespace llmtco
