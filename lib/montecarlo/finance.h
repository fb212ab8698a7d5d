#pragma once
#include <optional>
#include <string>
#include <vector>

#include "deployment/evaluation.h"
#include "finance/cash_flow.h"
#include "text/names.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// When in a month running costs are paid.
enum class PaidAt { start, middle, end };
inline constexpr Names<PaidAt, 3> paid_at{
    {{{PaidAt::start, "start"}, {PaidAt::middle, "middle"}, {PaidAt::end, "end"}}}};

/// What money is worth to whoever compares.
struct Finance {
  Uncertain<double> rate;  ///< a year, nominal, compounded monthly
  std::optional<Uncertain<double>>
      reinvest{};                 ///< at which what is received is kept, for MIRR; the rate, if absent
  Uncertain<double> inflation{};  ///< a year, of all that is paid
  std::string reference{};        ///< the option that others are held against; none if empty
  PaidAt paid = PaidAt::end;
  bool books_are_worth =
      true;  ///< machines are worth what stands in the books at the end of the horizon, or nothing
};

/// What one option pays in the months of the horizon, in dollars of its first day.
struct CashPath {
  std::vector<Drawn<Usd>> purchases;  ///< capital, at the beginning of each month
  std::vector<Drawn<Usd>> running;    ///< the rest, less what machines are sold for
  Drawn<Usd> left{};                  ///< what machines are worth at the end
};

/// All that is paid as flows: payments negative. Purchases of month m (from 0) fall at m months from today, what runs at
/// m + 1, by convention also where it is paid at the start or in the middle of a month: see timing_factor().
///
/// Example: $1,000 for a machine in month 0 and $100 at the end of each of two months: -1,000, -100, -100.
Leg leg_of(const Finance& finance, const CashPath& path, const Block& block);

/// Adds to every option: present value of what it pays, equivalent annual cost, capital and running cost over the horizon;
/// and against the reference, where there is one: net present value of taking it instead, the rate of return of what it
/// costs more at first, modified and internal, and the months until that is paid back.
///
///     present value  = sum over flows of amount x (1 + rate / 12)^-months
///     yearly cost    = -present value x (rate / 12) / (1 - (1 + rate / 12)^-horizon) x 12
///     NPV            = present value of the option - that of the reference
///
/// Example: a machine at $12,000 and nothing else against $1,100 a month for a year at 12 %: 1,100 x 11.2551 - 12,000 =
/// $380.6; internal rate 18.01 % a year; paid back at the end of month 11.
void add_finance(const Finance& finance, const std::vector<std::string>& names,
                 const std::vector<CashPath>& paths, const Block& block,
                 std::vector<Evaluation>& evaluations);

}  // namespace llmtco
