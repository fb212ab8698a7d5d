#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace llmtco {

/// A number that draws tell, of all of them and of all but each replicate in turn: what a jackknife needs. The
/// interval of whatever is computed of such numbers then follows in one way, be it a mean, a quantile, a share, a
/// difference of two of them or a ratio.
struct LeftOut {
  double all;
  std::vector<double> without;  ///< of each replicate

  /// The same number in every draw.
  static LeftOut constant(double value, std::size_t replicates) {
    return {value, std::vector<double>(replicates, value)};
  }
};

/// The mean. Requires whole replicates of equal size.
LeftOut mean_left_out(std::span<const double> values, std::size_t replicates);
/// The quantile at p, as stats/quantiles.h defines it. Without a replicate it is taken to move by as much as the part of
/// the draws up to it does, times the slope of the quantile function there (Bahadur's representation): with few draws at
/// the tail the quantiles themselves would jump. With Q the quantile function, c_r the part of replicate r's draws up to
/// Q(p) and c their mean,
///     x_r = Q(p) + (c_r - c) / (R - 1) (Q(p + h) - Q(p - h)) / 2h
/// Two quantiles of draws that go together, as of a cost and 1.02 times the cost, so move together.
LeftOut quantile_left_out(std::span<const double> values, std::size_t replicates, double p);

/// f of two numbers, told by the same draws. What both depend on cancels in the error.
template <class F>
LeftOut combined(const LeftOut& a, const LeftOut& b, F f) {
  LeftOut result{f(a.all, b.all), {}};
  for (std::size_t r = 0; r < a.without.size(); ++r) result.without.push_back(f(a.without[r], b.without[r]));
  return result;
}

/// Standard error of a number, by the jackknife over replicates. With R replicates, x of all and x_r of all but one,
///     p_r = R x - (R - 1) x_r,   error = sd(p_r) / sqrt(R),   R - 1 degrees of freedom
/// which of a mean is the spread of the replicates' means. A spread that rounding makes is none.
///
/// Means of two replicates 10 and 14: x = 12, x_r = 14 and 10, p_r = 10 and 14, error = 2.83 / 1.41 = 2.
/// Source: Shao, Tu, "The Jackknife and Bootstrap", 1995, section 2.3 (groups deleted, quantiles included).
double standard_error(const LeftOut& number);

}  // namespace llmtco
