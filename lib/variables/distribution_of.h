#pragma once
#include <string>

#include "random/distribution.h"
#include "units/quantity.h"

namespace llmtco {

/// A distribution of quantities: the compiler refuses one of hours where dollars are meant, and a bare number where
/// either is.
///
///     variables.uncertain("rent of an H100", interval90(2.29 * usd / hour, 3.78 * usd / hour))
template <class Q>
struct DistributionOf {
  Distribution in_base_units;
};

/// 90 % of the probability lies between the two: lognormal where both are positive, as scenarios read
/// `$2.29/h to $3.78/h` (random/distribution.h). Throws std::invalid_argument where low is above high.
template <Dimension D>
DistributionOf<Quantity<D>> interval90(Quantity<D> low, Quantity<D> high) {
  return {interval90(low.base_units(), high.base_units())};
}

/// Every value between the two alike.
template <Dimension D>
DistributionOf<Quantity<D>> uniform(Quantity<D> low, Quantity<D> high) {
  return {distributions::Uniform{low.base_units(), high.base_units()}};
}

/// Half the draws below the median; sigma is the standard deviation of the logarithm.
template <Dimension D>
DistributionOf<Quantity<D>> lognormal(Quantity<D> median, double sigma) {
  return {distributions::Lognormal{median.base_units(), sigma}};
}

}  // namespace llmtco
