#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "stats/narrow_zone.h"

namespace llmtco::detail {

/// Estimates of quantiles in one pass over the values.
///
/// Of a long series a sample tells between which two buckets each quantile and its interval surely lie; the
/// pass keeps the few values between them and counts those below, and the rest is done on what was kept.
/// Where the sample was wrong, where values crowd in one bucket, or where the series is short, all values are
/// counted in buckets instead. The result is the same.
class QuantilePass {
 public:
  /// `values` without NaN, their extremes, replicates of equal length; both spans outlive this.
  QuantilePass(std::span<const double> values, std::size_t replicates, Extremes extremes,
               std::span<const double> probabilities);

  /// The next run of values, which does not reach into another replicate.
  void take(std::size_t begin, std::size_t count);
  /// Once all values were taken.
  std::vector<Estimate> estimates() const;

 private:
  void sample();

  std::span<const double> values_, probabilities_;
  std::size_t replicates_, points_;
  Buckets buckets_;
  std::vector<std::unique_ptr<NarrowZone>> narrow_;  ///< one per probability, or none
};

}  // namespace llmtco::detail
