#pragma once
#include "performance/load.h"

namespace llmtco {

/// How the time to read weights has to change so that one request's decode step becomes as much faster than
/// with 16-bit weights as a measured ratio says. With T(w) the step at a factor w of that time, nearly a
/// straight line,
///
///     T(w) = T16 / ratio   =>   w = (T16 / W) / ratio + (1 - T(1) / W),   W = T(2) - T(1)
///
/// at 64 tokens of context, as benchmarks of one request have; at least a twentieth. Worked example: T16 =
/// 20 ms, T(1) = 8 ms, W = 5 ms and a ratio of 2.5: w = 4 / 2.5 + 1 - 1.6 = 1, for 20 / 2.5 is 8 ms already;
/// a ratio of 4 gives w = 0.4, since 8 ms - 0.6 x 5 ms = 5 ms.
struct WeightsByRatio {
  double wide_over_weights = 0;  ///< T16 / W
  double rest = 0;               ///< 1 - T(1) / W

  Column factor(const Column& speed_vs_f16) const;
};
WeightsByRatio weights_by_ratio(const Replica& quantized, const Replica& wide);

}  // namespace llmtco
