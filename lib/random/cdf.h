#pragma once

#include "random/distribution.h"
#include "random/special.h"

namespace llmtco {

/// P(X <= x) and P(X > x).
detail::Tails tails(const Distribution& d, double x);
/// P(X < x) and P(X >= x): differ from tails() where a single value has probability.
detail::Tails tails_below(const Distribution& d, double x);
/// Density of the part without single values; 0 outside the support.
double density(const Distribution& d, double x);
/// P(low <= X <= high).
double probability_between(const Distribution& d, double low, double high);

}  // namespace llmtco
