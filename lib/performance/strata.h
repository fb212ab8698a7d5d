#pragma once
#include <string>

#include "performance/coefficients.h"
#include "performance/placement.h"

namespace llmtco {

/// Kinds of predictions whose errors are alike: "decode-llamacpp", "decode-llamacpp-split", "decode-other",
/// "decode-other-split", "prefill", "offline-dense", "offline-mixture", "batch", "mlperf-dense",
/// "mlperf-mixture", "tpot", "ttft", "ttft-batch".
std::string decode_stratum(const Placement& placement);
std::string prefill_stratum(const Placement& placement);
std::string offline_stratum(const Placement& placement);
std::string mlperf_stratum(const Placement& placement);

/// Whether the fit had rows of this accelerator or engine.
bool has_rows(const Coefficients& coefficients, const Accelerator& accelerator);
/// Whether it had rows of any accelerator of the same class.
bool class_has_rows(const Coefficients& coefficients, const Accelerator& accelerator);
bool has_rows(const Coefficients& coefficients, const Engine& engine);

}  // namespace llmtco
