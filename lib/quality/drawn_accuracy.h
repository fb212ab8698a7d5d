#pragma once
#include <optional>

#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// Share of right answers of a model on a task, and what storing its weights in fewer bits takes from it.
struct DrawnAccuracy {
  DrawnAccuracy() = default;
  DrawnAccuracy(double share) : base(share) {}
  DrawnAccuracy(Uncertain<double> share) : base(share) {}

  Uncertain<double> base;                   ///< of the published weights, or as the scenario says
  std::optional<Uncertain<double>> loss{};  ///< share of `base` that is lost; absent where none is

  /// accuracy = base x (1 - loss). Example: 0.80 of which 2.5 % are lost: 0.78.
  Column operator()(const Block& block) const;
};

}  // namespace llmtco
