#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/estimate.h"
#include "stats/partly_sorted.h"
#include "stats/store.h"

namespace llmtco::detail {

/// The values of a series in a bracket, replicate after replicate, and how many of each lie below it: enough
/// to tell a quantile in it, and its interval.
class Zone {
 public:
  Zone(std::span<const double> values, std::size_t replicates, const Bracket& bracket);

  /// The quantile at p; nothing where a value needed is not in the bracket.
  std::optional<Estimate> estimate(double p) const;
  /// Where the quantile at p of other draws of the same thing, as many of them, very likely lies.
  Bracket likely(double p) const;

 private:
  /// The part of each replicate's values up to `quantile`, which is in the bracket.
  std::vector<double> parts_up_to(double quantile) const;

  std::size_t size_, points_;
  Room kept_;
  std::vector<std::size_t> ends_, below_;  ///< of each replicate: where its values end, how many lie below
  std::size_t all_below_ = 0;
};

}  // namespace llmtco::detail
