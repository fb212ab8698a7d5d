#pragma once
#include <optional>
#include <string>

#include "cost/bill.h"
#include "cost/use.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// Accelerators bought, with the electricity and the place they need.
struct Owned {
  Uncertain<Usd> purchase;  ///< of one accelerator
  std::string purchase_source{};
  double life_months = 0;
  Uncertain<double> residual{}, cost_of_capital{}, maintenance{};
  Uncertain<double> pue{1.0};
  Uncertain<UsdPerJoule> electricity{};
  std::string electricity_source{};
  std::optional<Uncertain<UsdPerJoule>> colocation{};  ///< of a watt under full load, through a month
};

/// Pays for all machines, running or not, and their electricity:
///
///     capital      gpus   purchase, written off over the life with the cost of capital (finance/annuity.h)
///     power        electricity used x PUE                     x electricity price
///     colocation   most power drawn x 730 h                   x price per kW and month
///     maintenance  gpus x purchase / 12                       x share a year
///
/// Of servers that are sold whole, all their accelerators.
///
/// Example: one server of 6.5 kW at $200,000 over 36 months 5,555.56; colocation at $194.95/kW 1,267.18;
/// power at PUE 1 and 10 cents 474.50 a month. Left out: spares, staff, taxes, racks and networks, unless
/// lines of the author's own name them. Requires that the electricity is known.
void bill(const Owned& owned, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
