#pragma once

#include <cstddef>
#include <span>

namespace llmtco {

/// A value computed from the draws and the 90 % interval its sampling error leaves it in.
struct Estimate {
  double value;
  double low;
  double high;

  double half_width() const { return 0.5 * (high - low); }
};

/// Half width of the 90 % t-interval of the mean of replicate results: t sd / sqrt(R), R - 1 degrees of
/// freedom. Infinite when a result is not finite. Of one result 0: there is no interval to tell.
double t_half_width(std::span<const double> replicate_results);

}  // namespace llmtco
