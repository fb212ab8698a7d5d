#pragma once
#include <optional>
#include <vector>

#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// A launch: demand begins at a share of what it comes to, and rises to it in equal steps.
struct Ramp {
  int months = 1;          ///< until all of it is there
  Uncertain<double> from;  ///< share in the first month
};

/// How demand differs from month to month beside its growth: seasons of the year, and a launch.
///
///     factor in month m (from 0) = season of its calendar month x (from + (1 - from) x min(1, m / months))
///
/// Example: a launch from 5 % in 6 months is 5 % in month 0, 52.5 % in month 3 and whole from month 6 on; with a season of
/// 1.2 in month 3, 63 %.
///
/// Left out: that a season falls on other days of a month in other years.
struct DemandShape {
  /// Twelve factors, that of the first month of the horizon first; every month is alike where it is empty.
  std::vector<Uncertain<double>> season{};
  std::optional<Ramp> ramp{};

  bool is_even() const { return season.empty() && !ramp; }
  /// Of the month numbered `month` of the horizon. Requires !is_even().
  Column factor(int month, const Block& block) const;
};

}  // namespace llmtco
