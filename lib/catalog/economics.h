#pragma once

#include <optional>
#include <string>

#include "catalog/entry.h"
#include "units/units.h"

namespace llmtco {

/// A price or rate of the world around the servers: electricity, PUE, carbon, colocation, pay, egress,
/// resale. `value` is in base units of `dimension`; `typical` where the source names one inside the range.
struct EconomicFigure : Entry {
  std::string topic;  ///< electricity, pue, carbon, colocation, pay, network, resale, discount, tokens
  Dimension dimension;
  Range<double> value;
  std::optional<double> typical;
  std::string unit;     ///< as written, for display
  std::string written;  ///< the whole value as written: "14.37 ct/kWh", "1.09 to 1.20"

  /// The range as a quantity. Requires Q::dimension == dimension.
  template <class Q>
  Range<Q> as() const {
    return {Q(value.low), Q(value.high)};
  }
};

}  // namespace llmtco
