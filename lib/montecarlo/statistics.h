#pragma once
#include <limits>

#include "measures/measure.h"
#include "stats/summary.h"

namespace llmtco {

/// What a run says of a figure: a Summary, or of means and shares its `mean` alone.
struct Statistics : Summary {
  Statistics() = default;
  Statistics(const Summary& summary) : Summary(summary) {}  // NOLINT(google-explicit-constructor)
  Statistics(const Estimate& mean, Reduction how)
      : Summary{mean, unknown, unknown, unknown, unknown}, reduction(how) {}

  Reduction reduction = Reduction::summary;

 private:
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  static constexpr Estimate unknown{none, none, none};
};

/// A figure times a number: twelve months of one that is the same in each.
inline Statistics operator*(double factor, Statistics figure) {
  for (Estimate* each : {&figure.mean, &figure.sd, &figure.p5, &figure.p50, &figure.p95})
    *each = {factor * each->value, factor * each->low, factor * each->high};
  return figure;
}

}  // namespace llmtco
