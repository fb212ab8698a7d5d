#pragma once
#include "finance/cash_flow.h"

namespace llmtco {

/// Modified internal rate of return: the one rate at which what was received, kept at `reinvest` until the last month,
/// stands against what was paid, discounted at `finance`:
///
///     1 + monthly = (future worth of what is received / worth today of what is paid)^(1 / months),  yearly = 12 x monthly
///
/// There is exactly one wherever something is paid and something received; NaN elsewhere. Example: -$1,000 today, $600
/// after 12 and after 24 months, both rates 12 % a year: 600 x 1.01^12 + 600 = 1,276.10; (1.27610)^(1/24) = 1.010211;
/// 12.2528 % a year. Source: Brealey, Myers, Allen, "Principles of Corporate Finance", chapter 5.
Column modified_rate_of_return(const Leg& leg, const Column& finance, const Column& reinvest);

}  // namespace llmtco
