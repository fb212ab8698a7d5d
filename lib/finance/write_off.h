#pragma once
#include <vector>

#include "text/names.h"
#include "units/units.h"

namespace llmtco {

/// How capital is written off over its life.
enum class WriteOff {
  annuity,            ///< equal payments of capital and interest together (annuity.h)
  straight_line,      ///< the same in every month
  declining_balance,  ///< twice the straight share of what is left, then straight
  sum_of_years,       ///< the first year most: of three years 3/6, 2/6, 1/6
  macrs_5,            ///< United States, five-year property, half-year convention
  units,              ///< by what is made with it
};
inline constexpr Names<WriteOff, 6> write_offs{{{{WriteOff::annuity, "annuity"},
                                                 {WriteOff::straight_line, "straight_line"},
                                                 {WriteOff::declining_balance, "declining_balance"},
                                                 {WriteOff::sum_of_years, "sum_of_years"},
                                                 {WriteOff::macrs_5, "macrs_5"},
                                                 {WriteOff::units, "units_of_production"}}}};

/// What is left in the books of a price of 1 at each age from 0 to `months`, with `residual` of it left at the end:
///
///     annuity            book(a + 1) = book(a) (1 + i) - payment
///     straight line      1 - (1 - residual) a / months
///     declining balance  less max(2 / months x book, (book - residual) / months to come) each month
///     sum of years       years of n to come over n (n + 1) / 2 of (1 - residual), a twelfth of it a month
///     macrs_5            20, 32, 19.2, 11.52, 11.52 and 5.76 % in six years, a twelfth of it a month
///
/// At the end the residual is left, whatever the rule: what MACRS has not written off by then is, and what it has
/// written off too much comes back, in the last month. Example, $200,000 over 36 months: straight line without residual
/// 5,555.56 a month, with 20 % left 4,444.44; sum of years 8,333.33, 5,555.56 and 2,777.78 a month in the three years.
/// Requires a life of whole years for sum_of_years, and no `units`: see units_written_off().
/// Sources: IRS Publication 946, table A-1 (MACRS); Kieso, Weygandt, Warfield, "Intermediate Accounting", chapter 11.
std::vector<Column> book_values(WriteOff rule, const Column& residual, int months, const Column& yearly);

/// What is left in the books where it is written off by what is made: 1 - (1 - residual) x made / `total`, until
/// all is written off; at the end of the life the residual. `made` is of each month.
///
/// Example: $200,000 for 1,000 units; 100 made in the first month: 20,000 written off.
std::vector<Column> units_written_off(const std::vector<Column>& made, const Column& total,
                                      const Column& residual);

/// What a price of 1 costs in the month at each age: what is written off, and interest on what stood in the books:
///
///     charge(a) = book(a) - book(a + 1) + yearly / 12 x book(a)
///
/// Whatever the rule, charges at the ends of months and the residual, discounted at that interest, give 1 back.
std::vector<Column> charges(const std::vector<Column>& book, const Column& yearly);

}  // namespace llmtco
