#pragma once
#include "finance/cash_flow.h"

namespace llmtco {

/// First month at whose end what was received makes up for what was paid so far: infinity where that never
/// comes, 0 where nothing was ever owed. With a rate above 0 both are discounted at it (discounted payback).
///
/// Example: -$1,000 today, $300 at the end of each month: -1,000, -700, -400, -100, 200: month 4. At 120 % a
/// year, 10 % a month: -1,000 + 272.73 + 247.93 + 225.39 + 204.90 = -49.04, + 186.28 = 137.24: month 5.
/// Left out: what comes after that month, a second investment for instance; npv() counts it.
Column payback_month(const Leg& leg, const Column& yearly = 0.0);

}  // namespace llmtco
