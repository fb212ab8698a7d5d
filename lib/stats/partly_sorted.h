#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace llmtco::detail {

/// From `low` to `high`, both within.
struct Bracket {
  double low, high;
};

/// `groups` times eight of the values, in ascending order.
std::vector<double> sorted_sample(std::span<const double> values, std::size_t groups);
/// Where the quantile at p of what the sample is of very likely lies, with some ranks to either side.
Bracket bracket(std::span<const double> sample, double p);

/// A list sorted only where it is asked for. The stretch around a rank is found as in Floyd and Rivest's
/// selection (Communications of the ACM 18(3), 1975): a sample tells a bracket, one pass keeps what lies in
/// it.
class PartlySorted {
 public:
  /// Refers to `values`.
  explicit PartlySorted(std::span<const double> values) : values_(values) {}

  std::size_t size() const { return values_.size(); }
  /// The value with `rank` others before it in ascending order.
  double at(std::size_t rank);

 private:
  void sort_around(std::size_t rank);

  std::span<const double> values_;
  std::vector<double> sorted_;  ///< the values at ranks from first_ on
  std::size_t first_ = 0;
};

}  // namespace llmtco::detail
