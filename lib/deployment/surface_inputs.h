#pragma once
#include <vector>

#include "deployment/drawn_calls.h"
#include "performance/load.h"

namespace llmtco {

/// What the times of a fleet follow from beside its load, as far as draws differ in it: factors of the speed model as
/// logarithms, lengths of calls as logarithms, their coefficients of variation, and what is cached of them.
struct SurfaceInputs {
  std::vector<Column> common;
  std::vector<std::vector<Column>> of_class;  ///< and of each class itself, where there are several

  /// Those that the times of class number c follow from.
  std::vector<Column> of(std::size_t c) const;
};
SurfaceInputs surface_inputs(const RequestShape& means, const Factors& speed, const DrawnCalls& calls);

}  // namespace llmtco
