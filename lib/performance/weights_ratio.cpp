#include "performance/weights_ratio.h"

namespace llmtco {
namespace {

constexpr double least_factor = 0.05;

/// Seconds of one request's decode step.
double step(const Replica& replica, double weights) {
  Factors factors;
  factors.parts.weights = weights;
  return decode_step(replica, 1.0, Drawn<Tokens>(Column(64.0)), factors).time.base_units()[0];
}

}  // namespace

Column WeightsByRatio::factor(const Column& speed_vs_f16) const {
  return max(wide_over_weights / speed_vs_f16 + rest, least_factor);
}

WeightsByRatio weights_by_ratio(const Replica& quantized, const Replica& wide) {
  const double t16 = step(wide, 1), t = step(quantized, 1), w = step(quantized, 2) - t;
  return {.wide_over_weights = t16 / w, .rest = 1 - t / w};
}

}  // namespace llmtco
