#pragma once
#include <string>

#include "text/money.h"

namespace llmtco {

/// A price by the unit, with the digits that make quantity x price come out: four significant ones and the
/// cents, without zeros that say nothing: $0.125, $2.055, $10.00, $194.95.
std::string unit_price(double usd);
/// What can be followed to the cent: $33,333.33; six significant digits below a dollar.
std::string money_to_the_cent(double usd);
/// Six significant digits, without zeros at the end: 3,333.33, 0.8, 8.19444e-14.
std::string six_digits(double value);
/// With a plus sign for gains: +$1,240, -$743.
std::string money_change(double usd);
/// 10.0 M, 6,670, 0.25: three digits or more, k M B T where shorter.
std::string count(double value);
/// 12.3 ms, 1.2 s, 4.5 min.
std::string duration(double seconds);
/// 12.3 %, 0.2 %, 100 %; 1 decimal.
std::string percent(double share);
/// +4.1 %, -36.0 %.
std::string percent_change(double share);
/// Two significant digits in the seconds people count in: 0.12 s, 2.8 s, 35 s; 4.5 min, 3 ms.
std::string rough_duration(double seconds);
/// Whole percents: 86 %. "100 %" and "0 %" are all and nothing; what is near them is ">99 %" and "<1 %".
std::string rough_percent(double share);
/// A difference of two shares, in percentage points: -1.5 points.
std::string points_change(double share);

}  // namespace llmtco
