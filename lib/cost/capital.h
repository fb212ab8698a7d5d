#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cost/bill.h"
#include "cost/holding.h"
#include "finance/write_off.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// What an accelerator of one's own costs to buy, and how that is written off.
struct Capital {
  Uncertain<Usd> purchase;  ///< of one accelerator, with its share of the server
  std::string purchase_source{};
  int life_months = 0;
  Uncertain<double> residual{};         ///< share of the purchase left at the end, for which it is sold
  Uncertain<double> cost_of_capital{};  ///< a year, nominal
  WriteOff write_off = WriteOff::annuity;
  std::optional<Uncertain<Tokens>> life_units{};  ///< made in its life, where it is written off by units
  /// What is bought with it, as shares of the purchase; nothing where absent. Racks, spares and network keep the
  /// residual's share of their price, installation and tax nothing.
  std::optional<Uncertain<double>> network{}, racks{}, spares{}, installation{}, sales_tax{};
  std::optional<Uncertain<Usd>> disposal{};  ///< paid for each accelerator at the end of its life
  int lead_months = 0;                       ///< between paying and service
};

/// Calls f(share, item, keeps the residual) for each thing that is bought with an accelerator.
template <class F>
void for_each_part(const Capital& capital, F f) {
  if (capital.network) f(*capital.network, ItemId::network, true);
  if (capital.racks) f(*capital.racks, ItemId::racks, true);
  if (capital.spares) f(*capital.spares, ItemId::spares, true);
  if (capital.installation) f(*capital.installation, ItemId::installation, false);
  if (capital.sales_tax) f(*capital.sales_tax, ItemId::sales_tax, false);
}

/// What holding machines costs in the average month of a period, line by line, with interest on what stands in the
/// books (finance/write_off.h):
///
///     amount = mean over the months m of  sum over b <= m of bought_b x price x charge(m - b)
///     disposal = held x price of disposal / life
///
/// and what is paid for them: the price at the beginning of service, `lead_months` before it (what falls before the
/// horizon, in its first month), the residual and the disposal at the end of the life.
///
/// Example: a server at $200,000 bought in month 7 of 12, 36 months, no interest: nothing in six months, 5,555.56 in the
/// others, 2,777.78 in the average month; paid: 200,000 in month 7, 16,666.67 in the average month.
void bill(const Capital& capital, const Holding& machines, const Period& period, const Block& block,
          Bill& lines);

/// What stands in the books at the end of the horizon, of all that is bought.
Drawn<Usd> book_value(const Capital& capital, const Holding& machines, const Block& block);

/// Whether a machine costs the same in every month of its life, where capital is free or not.
bool is_even(WriteOff rule, bool free);

}  // namespace llmtco
