#pragma once
#include "units/units.h"

namespace llmtco {

/// Capital spread evenly over its life:
///
///     (price - residual) / months
///
/// Example: $200,000 over 36 months without residual 5,555.56 a month; with 20 % left 4,444.44.
/// Left out: interest, see annuity().
Drawn<Usd> straight_line(const Drawn<Usd>& price, const Drawn<Usd>& residual, double months);

}  // namespace llmtco
