#pragma once

#include "columns/column.h"

namespace llmtco {

/// The number of rare events of which a part u of the probability lies below, where `mean` are expected: the least k with
///
///     P(K <= k) >= u,   K Poisson distributed
///
/// so that uniform numbers u give Poisson numbers, and a larger u never a smaller one. Same bits everywhere: the
/// distribution function is that of a gamma, P(K <= k) = P(Gamma(k + 1) > mean); above a mean of 1e5 a normal with its
/// skewness, within 1e-5 of it.
///
/// Worked example: of 0.5 expected P(K = 0) = 60.65 %, P(K <= 1) = 90.98 %: u = 0.5 gives 0, 0.8 one, 0.95 two.
///
/// Requires u in (0, 1); a mean of 0 or less, or none, gives 0.
double poisson_quantile(double u, double mean);
Column poisson_quantile(const Column& u, const Column& mean);

}  // namespace llmtco
