#pragma once

#include <cstddef>
#include <span>

#include "stats/store.h"

namespace llmtco::detail {

/// Some values of a list by their rank, all of them near one place of it: a sample tells between which two
/// values these ranks surely lie, and selection goes on among the few between.
class OrderStatistics {
 public:
  /// Around the part p of the list.
  OrderStatistics(std::span<const double> list, double p);

  /// Whether the value of this rank, from 0, is near enough.
  bool holds(std::size_t rank) const { return first_ <= rank && rank - first_ < size_; }
  double at(std::size_t rank);

 private:
  Room near_;
  std::size_t size_, first_ = 0;  ///< how many are near, and the rank of the least of them
};

/// Two values of a sample between which the quantile at p of all lies: 3.5 standard deviations of its rank to
/// either side, so that one in some thousands is missed. Infinite where the sample ends.
struct Bracket {
  double low, high;
};
Bracket bracket(std::span<const double> sample, double p);

}  // namespace llmtco::detail
