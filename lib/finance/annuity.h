#pragma once
#include "units/units.h"

namespace llmtco {

/// Interest of a month at the nominal rate `yearly`, compounded monthly: i = yearly / 12. 12 % a year is 1 %
/// a month, and grows to 12.68 % in twelve.
Column monthly_rate(const Column& yearly);

/// Worth today of a dollar after `months` at interest `monthly`: (1 + i)^-months. Example: 1 %, 12: 0.887449.
Column discount_factor(const Column& monthly, double months);

/// Equal payment at each month's end that pays back `price` less the discounted residual at interest
/// `yearly`, nominal, compounded monthly (capital recovery):
///
///     i = yearly / 12,  q = (1 + i)^-months,  payment = (price - residual q) i / (1 - q)
///
/// and straight_line() at i = 0. Example: $200,000, 36 months, 10 %: 6,453.44; with 20 % left 5,496.08.
/// Source: Brealey, Myers, Allen, "Principles of Corporate Finance", chapter 2 (annuities).
Drawn<Usd> annuity(const Drawn<Usd>& price, const Drawn<Usd>& residual, double months, const Column& yearly);

/// Worth today of `payment` at the end of each of `months` months: payment (1 - q) / i. Example: $1,000, 36
/// months, 10 %: 1,000 x (1 - 0.741740) / 0.00833333 = 30,991.24.
Drawn<Usd> discounted(const Drawn<Usd>& payment, double months, const Column& yearly);

}  // namespace llmtco
