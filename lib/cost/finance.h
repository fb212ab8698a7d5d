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

/// Equal payment at each month's end that pays back `price` less the discounted residual at interest
/// `yearly`, nominal, compounded monthly (capital recovery):
///
///     i = yearly / 12,  q = (1 + i)^-months,  payment = (price - residual q) i / (1 - q)
///
/// and straight_line() at i = 0. Example: $200,000, 36 months, 10 %: 6,453.44; with 20 % left 5,496.08.
Drawn<Usd> annuity(const Drawn<Usd>& price, const Drawn<Usd>& residual, double months, const Column& yearly);

/// Worth today of `payment` at the end of each of `months` months: payment (1 - q) / i.
Drawn<Usd> discounted(const Drawn<Usd>& payment, double months, const Column& yearly);

}  // namespace llmtco
