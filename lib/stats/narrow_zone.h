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

/// The few values of a long series in a range of buckets around one quantile, and how many lie below: enough
/// to tell the quantile and its interval. Takes the series run by run, replicate by replicate.
class NarrowZone {
 public:
  /// Room for an eighth of `values`; of series that keep more it gives up.
  NarrowZone(const Buckets& range, std::size_t values, std::size_t points);

  void take(const double* values, std::size_t count);
  void end_replicate();

  /// Nothing where a value needed is not here, or where the bucket of the quantile holds more than a 64th of
  /// all.
  std::optional<Estimate> estimate(double p) const;

 private:
  std::size_t kept() const { return static_cast<std::size_t>(sieve_.kept - room_.data()); }
  /// The part of each replicate's values up to the quantile at p, in proportion within its bucket, which
  /// holds `inside`.
  std::optional<std::vector<double>> parts_up_to(double p, double inside) const;

  Buckets range_;
  std::size_t size_, points_;
  Room room_;
  stats_kernels::Sieve sieve_{};
  bool full_ = false;
  std::vector<std::size_t> ends_,
      below_;  ///< at the end of each replicate: values kept, and values below so far
};

}  // namespace llmtco::detail
