#pragma once
#include <vector>

#include "units/units.h"

namespace llmtco {

/// Money at the end of a month: received above 0, paid below. Month 0 is today.
struct CashFlow {
  int month;  ///< 0 or more
  Drawn<Usd> amount;
};

/// All that an investment pays and brings, in any order; several flows may fall in one month.
using Leg = std::vector<CashFlow>;

/// What falls in each month from 0 to the last of the leg, that month's flows together.
std::vector<Drawn<Usd>> by_month(const Leg& leg);

/// Worth today of one flow at interest `yearly`, nominal, compounded monthly:
///
///     amount x (1 + yearly / 12)^-month
///
/// Example: $600 after 12 months at 12 % a year: 600 x 1.01^-12 = 600 x 0.887449 = $532.47.
Drawn<Usd> present_value(const CashFlow& flow, const Column& yearly);

/// Net present value of a leg: the present values of its flows, payments negative, summed.
///
/// Example: -$1,000 today, $600 after 12 and after 24 months, 12 % a year: 0.887449 and 0.787566 to the
/// dollar, so -1,000 + 532.47 + 472.54 = $5.01.
/// Source: Brealey, Myers, Allen, "Principles of Corporate Finance", chapter 5.
Drawn<Usd> npv(const Leg& leg, const Column& yearly);

}  // namespace llmtco
