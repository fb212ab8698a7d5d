#pragma once
#include <string>

#include "performance/coefficients.h"
#include "performance/placement.h"

namespace llmtco {

/// Where a speed comes from; every report prints it beside the speed.
struct SpeedSource {
  /// "measured here", "published", "fitted", "assumed", "given" (by the scenario), "unknown"; "mixed" for a
  /// split whose parts differ.
  std::string kind = "unknown";
  std::string detail{};  ///< of what, by whom, when
};

/// Source of a predicted speed: fitted where the fit had rows of this accelerator, assumed where only its
/// class, or not even that, had some. The detail names the engine's rows and a guessed model.
SpeedSource speed_source(const Placement& placement,
                         const Coefficients& coefficients = shipped_coefficients());

/// What is assumed of a host that keeps a part of a model (host.h).
std::string host_assumption();

}  // namespace llmtco
