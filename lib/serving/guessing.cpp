#include "serving/guessing.h"

#include <cmath>

namespace llmtco::serving {
namespace {

constexpr int finest_unit = 16;

}  // namespace

Gain gain_of(const Guessing& guessing) {
  if (!guessing.on()) return {};
  Gain best;
  double least = 1e9;
  for (int unit = 1; unit <= finest_unit; ++unit) {
    const double gain = std::round(guessing.accepted * unit);
    const double error = std::abs(gain / unit - guessing.accepted);
    if (error < least - 1e-12) {
      least = error;
      best = {.gain = static_cast<int>(gain), .unit = unit};
    }
  }
  return best;
}

}  // namespace llmtco::serving
