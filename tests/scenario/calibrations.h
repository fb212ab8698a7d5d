#pragma once
#include "../calibration/measured.h"
#include "calibration/calibration_file.h"

namespace llmtco {

/// The benchmark of a machine that does not exist, and rows of vLLM on an A100 that took `slower` times as
/// long as predicted.
inline Calibration with_factors(double slower) {
  Calibration c = cpu_calibration();
  c.speed_model = shipped_coefficients().as_of();
  for (const char* part : {"decode", "prefill"}) {
    c.speed_factors.push_back(
        {"a100-80-sxm", "vllm", part, "", "", {slower, slower / 1.1, slower * 1.1}, 3, 0.5});
  }
  return c;
}

}  // namespace llmtco
