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
/// `$2.29/h to $3.78/h` (random/distribution.h). Requires low <= high.
template <Dimension D>
DistributionOf<Quantity<D>> interval90(Quantity<D> low, Quantity<D> high) {
  return {interval90(low.base_units(), high.base_units())};
}

/// Every value between the two alike; the one where they are equal.
template <Dimension D>
DistributionOf<Quantity<D>> uniform(Quantity<D> low, Quantity<D> high) {
  if (low == high) return {distributions::Constant{low.base_units()}};
  return {distributions::Uniform{low.base_units(), high.base_units()}};
}

}  // namespace llmtco
