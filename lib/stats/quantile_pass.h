#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/buckets.h"
#include "stats/estimate.h"
#include "stats/kernels.h"
#include "stats/store.h"

namespace llmtco::detail {

/// Where to take a sample of n values, in groups of eight neighbours: a cache line each. No places for short
/// series, where counting everything is as fast.
std::vector<std::size_t> sample_places(std::size_t n);
inline constexpr std::size_t sample_group = 8;

/// Estimates of up to three quantiles of a long series in one pass over its values.
///
/// A sample tells between which two buckets each quantile and its interval surely lie; the pass keeps the few
/// values between them and counts those below, and the rest is done on what was kept.
class QuantilePass {
 public:
  /// Of `size` values without NaN, of these extremes, in replicates of equal length.
  QuantilePass(std::size_t size, std::size_t replicates, Extremes extremes,
               std::span<const double> probabilities, std::span<const double> sample);

  /// The next run of values, which does not reach into another replicate.
  void take(const double* values, std::size_t count);
  /// Once all values were taken. Nothing for short series, where the sample was wrong, and where values crowd
  /// in one bucket: then all values must be counted (stats/counted_zone.h), which gives the same.
  std::optional<std::vector<Estimate>> estimates() const;

 private:
  std::optional<Buckets> range_around(double p, const Buckets& all, std::span<const double> sample) const;
  std::size_t kept() const { return static_cast<std::size_t>(sieve_.kept - room_.data()); }

  std::vector<double> probabilities_;
  std::size_t points_, taken_ = 0, capacity_;
  Room room_;
  stats_kernels::Sieve sieve_;
  std::vector<Buckets> ranges_;  ///< one per probability, or none
  std::vector<std::size_t> ends_,
      below_[stats_kernels::Sieve::ranges];  ///< kept and counted at the end of each replicate
};

}  // namespace llmtco::detail
