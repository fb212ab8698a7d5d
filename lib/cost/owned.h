#pragma once
#include <optional>
#include <string>

#include "cost/capital.h"
#include "cost/use.h"

namespace llmtco {

/// Accelerators bought, with the electricity and the place they need.
struct Owned {
  Capital capital;
  Uncertain<double> maintenance{};               ///< share of the purchase a year
  std::optional<Uncertain<double>> insurance{};  ///< the same
  Uncertain<double> pue{1.0};
  Uncertain<UsdPerJoule> electricity{};
  std::string electricity_source{};
  std::optional<Uncertain<UsdPerJoule>>
      demand_charge{};  ///< of the most power drawn in a month, with the building's
  std::optional<Uncertain<UsdPerJoule>> colocation{};  ///< of a watt under full load, through a month
};

/// Pays for all machines, running or not, and their electricity:
///
///     capital        what is held, written off (cost/capital.h)
///     power          electricity used x PUE                     x electricity price
///     demand charge  most power drawn x PUE                     x price per kW and month
///     colocation     most power drawn x 730 h                   x price per kW and month
///     maintenance    held x purchase / 12                       x share a year, and insurance alike
///
/// Of servers that are sold whole, all their accelerators.
///
/// Example: one server of 6.5 kW at $200,000 over 36 months 5,555.56; colocation at $194.95/kW 1,267.18;
/// power at PUE 1 and 10 cents 474.50 a month. Left out: staff, unless the option has `people`. Requires that the
/// electricity and what is held are known.
void bill(const Owned& owned, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
