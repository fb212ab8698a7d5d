#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "stats/estimate.h"
#include "stats/partly_sorted.h"

namespace llmtco {

/// One definition of a quantile everywhere: type 7 of Hyndman and Fan (American Statistician 50, 1996), as in
/// numpy and PERCENTILE.INC. With the n values in ascending order x_0 ... x_n-1, the quantile at p stands at
/// place p (n - 1), on the straight line between its two neighbours:
///     of 10, 20, 30, 40 at p = 0.5: place 1.5, so 25

/// Exact, without sorting more than is needed. Infinite values are in order; throws std::domain_error if a
/// value is not a number. Requires values, p in [0, 1].
std::vector<double> quantiles(std::span<const double> values, std::span<const double> probabilities);

/// The same with 90 % intervals from `replicates` equal parts of
/// the values, each a repetition of the estimate.
///
/// Where q is the quantile and c_r the part of replicate r's values up to q, the interval is the quantiles at
///     p -+ t sd(c_r) / sqrt(R),   t of Student's distribution with R - 1 degrees
/// so it need not be symmetric, and needs no density. Of one replicate there is none. Up to three
/// probabilities.
///
/// Long series are searched where the quantiles can be: a sample tells a bracket around each, one pass keeps
/// the few values in it and counts those below, and what was kept is selected from.
std::vector<Estimate> quantile_estimates(std::span<const double> values, std::size_t replicates,
                                         std::span<const double> probabilities);

namespace detail {

/// Where each quantile of a result lay in one part of a run; other parts are searched there first. It changes
/// the time that takes, never the answer.
using QuantileHints = std::vector<Bracket>;

/// The same for a caller who knows that every value is a number. Reads `hints`, or fills them where they are
/// empty, unless it is null.
std::vector<Estimate> estimates_of_numbers(std::span<const double> values, std::size_t replicates,
                                           std::span<const double> probabilities, QuantileHints* hints);

/// Of the quantile at p of n values: `way` of the step from the value at `rank` to the next.
struct Place {
  std::size_t rank;
  double way;
};
Place place_of(double p, std::size_t n);
/// `way` of the step from a to b; a where they are equal, be they infinite.
double between(double a, double b, double way);

}  // namespace detail

}  // namespace llmtco
