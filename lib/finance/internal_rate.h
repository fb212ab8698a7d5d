#pragma once
#include "finance/cash_flow.h"

namespace llmtco {

/// The interest at which a leg is worth nothing, draw by draw.
struct InternalRate {
  Column yearly;  ///< nominal, compounded monthly, above -12 (a loss of everything in a month); NaN where
                  ///< unknown
  Column known;   ///< 1 in draws in which there is one such rate, 0 elsewhere
};

/// Internal rate of return: the `yearly` with npv(leg, yearly) = 0.
///
/// It is known where a rule says that there is no second one:
/// - the flows, in order of months, change sign once: one rate above -100 % a month (Descartes);
/// - their running sum changes sign once, and does not end at 0: one rate above 0 (Norstrom). So paid,
/// received,
///   and something to be paid again at the end has a rate, if what is left is a gain.
///
/// Without a change of sign no rate makes the leg worth nothing; with several there may be many, and none of
/// them means anything: compare npv() instead. Solved by halving the discount factor of a month, v = 1 / (1 +
/// i) in (0, 1), 60 times (a leg that loses money, whose rate is negative: 1 + i); error below 1e-14 in
/// `yearly` where npv() itself is that exact.
///
/// Example: -$1,000 today, $600 after 12 and after 24 months. 1,000 = 600 (w + w^2) with w = v^12 gives w =
/// (sqrt(1 + 4 / 0.6) - 1) / 2 = 0.884437, v = 0.989818, yearly = 12 (1 / v - 1) = 12.3434 %.
/// Sources: Norstrom, "A sufficient condition for a unique nonnegative internal rate of return", J. Financial
/// and Quantitative Analysis 7(3), 1972; Brealey, Myers, Allen, chapter 5.
InternalRate internal_rate_of_return(const Leg& leg);

}  // namespace llmtco
