#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

/// Parts the two ways of finding quantiles share.
namespace llmtco::detail {

/// Two order statistics and the way between them.
struct Place {
  std::size_t rank;
  double way;
};
/// Type 7: p (n - 1).
Place place_of(double p, std::size_t n);
/// On the straight line; with infinite neighbours it is not walked.
double between(double a, double b, double way);

/// The part of each replicate's values up to the quantile at p, taken in proportion within the bucket that
/// holds it: `below[r]` values of replicate r lie below that bucket and `within[r]` in it. Nothing when the
/// bucket holds more than a 64th of all values, too many for proportion.
std::optional<std::vector<double>> parts_in_proportion(double p, std::span<const std::size_t> below,
                                                       std::span<const std::size_t> within,
                                                       std::size_t points);

/// p, and the ends of its interval from the parts of the replicates: p -+ t sd / sqrt(R).
std::array<double, 3> interval_of(double p, std::span<const double> parts);

}  // namespace llmtco::detail
