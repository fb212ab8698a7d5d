#pragma once
#include <string>

#include "performance/coefficients.h"
#include "performance/placement.h"

namespace llmtco {

/// Kinds of predictions whose errors are alike: "decode-llamacpp", "decode-llamacpp-split", "decode-other",
/// "decode-other-split", "prefill", "offline-dense", "offline-mixture", "batch", "mlperf-dense",
/// "mlperf-mixture", "tpot", "ttft", "ttft-batch".
std::string decode_stratum(const Placement& placement);
/// How fast prompts are computed: a server's is seen in its throughput. Times to first token differ more, by
/// how a test was driven, which is no property of the speed.
std::string prefill_stratum(const Placement& placement);
std::string offline_stratum(const Placement& placement);
std::string mlperf_stratum(const Placement& placement);

/// Whether the fit had rows of this accelerator or engine.
bool has_rows(const Coefficients& coefficients, const Accelerator& accelerator);
/// Whether it had rows of any accelerator of the same class.
bool class_has_rows(const Coefficients& coefficients, const Accelerator& accelerator);
bool has_rows(const Coefficients& coefficients, const Engine& engine);

}  // namespace llmtco
