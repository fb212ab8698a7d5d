#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stats/buckets.h"
#include "stats/estimate.h"

namespace llmtco::detail {

/// All values of a series counted in buckets: any quantile by selecting within the few buckets needed.
class CountedZone {
 public:
  CountedZone(std::span<const double> values, std::size_t replicates, const Buckets& buckets);

  std::vector<double> select(std::span<const double> probabilities) const;
  std::vector<Estimate> estimates(std::span<const double> probabilities) const;

 private:
  /// Values up to and including each bucket.
  using Counts = std::vector<std::uint32_t>;
  std::vector<double> parts_up_to(double p) const;

  std::span<const double> values_;
  Buckets buckets_;
  std::size_t points_;
  std::vector<Counts> counts_;  ///< by replicate, then of all
};

}  // namespace llmtco::detail
