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
/// Whether it is of a kind that no row is of: a part of the model on the host.
bool beyond_rows(const Placement& placement);
/// Name of the number of rows of an accelerator under an engine and its version: "rows.setup@GPU:ENGINE:VERSION".
std::string setup_rows(const Placement& placement);
/// Whether the fit had rows of this accelerator under this engine, in this version if it is a server.
bool setup_seen(const Coefficients& coefficients, const Placement& placement);

/// The 90 % interval of measured / predicted in an error class: that of seen set-ups or that of new ones, which is
/// wider by what is guessed: half as wide again (in logarithms) for a guessed shape, 1.3 times for a class of
/// accelerators, for an engine and for a kind of placement without rows.
struct RatioInterval {
  double low = 1, high = 1;
};
RatioInterval range_of(const Coefficients& coefficients, const Placement& placement,
                       std::string_view stratum);

}  // namespace llmtco
