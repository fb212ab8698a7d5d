#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/estimate.h"
#include "stats/partly_sorted.h"
#include "stats/store.h"

namespace llmtco::detail {

/// The values of a series that lie in any of up to three brackets, replicate after replicate.
class BracketValues {
 public:
  BracketValues(std::span<const double> values, std::size_t replicates, std::span<const Bracket> brackets);

 private:
  friend class QuantileWindow;
  std::size_t size_;
  std::vector<Bracket> brackets_;
  ScratchBuffer kept_;
  std::vector<std::size_t> ends_;   ///< of each replicate in kept_
  std::vector<std::size_t> below_;  ///< of each replicate, for each bracket: values below it
};

/// The values of a series in one bracket, replicate after replicate, and how many of each lie below it:
/// enough to tell a quantile in it, and its interval.
class QuantileWindow {
 public:
  QuantileWindow(const BracketValues& in_brackets, std::size_t bracket);

  /// The quantile at p; nothing where a value needed is not in the bracket.
  std::optional<Estimate> estimate(double p) const;
  /// Where the quantile at p of other draws of the same thing, as many of them, very likely lies.
  Bracket likely(double p) const;

 private:
  /// The part of each replicate's values up to `quantile`, which is in the bracket.
  std::vector<double> parts_up_to(double quantile) const;

  std::size_t size_, points_;
  ScratchBuffer kept_;
  std::vector<std::size_t> ends_, below_;  ///< of each replicate: where its values end, how many lie below
  std::size_t all_below_ = 0;
};

}  // namespace llmtco::detail
