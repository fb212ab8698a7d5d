#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/buckets.h"
#include "stats/estimate.h"
#include "stats/store.h"

namespace llmtco::detail {

/// What a sieve left of a series, replicate by replicate.
struct Sifted {
  std::span<const double> values;
  std::vector<std::size_t> ends;   ///< of each replicate in `values`
  std::vector<std::size_t> below;  ///< values of each replicate below the range
};

/// The few values of a long series in a range of buckets around one quantile, and how many lie below: enough
/// to tell the quantile and its interval.
class NarrowZone {
 public:
  /// Takes those in `range` out of what was sifted of a series with `points` values a replicate.
  NarrowZone(const Buckets& range, const Sifted& sifted, std::size_t points);

  /// Nothing where a value needed is not here, or where the bucket of the quantile holds more than a 64th of
  /// all.
  std::optional<Estimate> estimate(double p) const;

 private:
  /// The part of each replicate's values up to the quantile at p, in proportion within its bucket, which
  /// holds `inside`.
  std::optional<std::vector<double>> parts_up_to(double p, double inside) const;

  Buckets range_;
  std::size_t points_;
  Room room_;
  std::size_t kept_ = 0, all_below_ = 0;
  std::vector<std::size_t> ends_, below_;  ///< of each replicate
};

}  // namespace llmtco::detail
