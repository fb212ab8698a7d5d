#pragma once
#include <string>
#include <vector>

#include "performance/coefficients.h"
#include "performance/placement.h"
#include "performance/step.h"
#include "random/distribution.h"

namespace llmtco {

/// A named random number of the speed model. Options that share a GPU or an engine share its variables, so
/// that a card that is slow is slow in all of them.
struct SpeedVariable {
  /// hardware.h100-80-sxm.decode, engine.vllm.prefill, placement.<gpu>.<engine>.<model>.decode.
  std::string name;
  Distribution distribution;  ///< a multiplier of time, lognormal with median 1
};

inline constexpr std::size_t speed_variable_count = 6;

/// What activations and the memory outside the allocator are over what is predicted (Memory::spread):
/// memory.<engine>. <gpu>, one number for all options of an engine on an accelerator.
SpeedVariable memory_variable(const Placement& placement);

/// The six variables of a placement: hardware, engine and the rest of the placement, each for decode and for
/// prefill.
///
/// Their variances split that of the stratum's left-out residuals: sigma = log(high / low) / (2 x 1.645) (of
/// set-ups that the fit has seen, their narrower interval), hardware and engine take their shares. An
/// accelerator or engine without rows has the share of its class widened by half, and so has an accelerator
/// beside a host that keeps a part of the model, whose variable is its own.
std::vector<SpeedVariable> speed_variables(const Placement& placement,
                                           const Coefficients& coefficients = shipped_coefficients());

/// Multipliers of predicted times; 1 is the prediction itself. Times never fall below the datasheet roofline.
struct Factors {
  Column decode{1.0};
  Column prefill{1.0};
  PartFactors parts{};
  Column memory{1.0};  ///< of activations and what lies outside the allocator, memory_variable()
};

/// From the drawn values of all speed_variables(), in their order: leaving them out would leave out how uncertain
/// the speed is.
Factors factors(const std::vector<Column>& drawn);

}  // namespace llmtco
