#pragma once
#include <optional>
#include <string>

#include "cost/bill.h"
#include "cost/use.h"
#include "text/names.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

using JoulesPerRequest = PerRequest<Joules>;
using UsdPerKilogram = Quantity<Dimension{.usd = 1, .carbon = -1}>;

/// Whose carbon a kilowatt-hour is: that of the grid where it is drawn, or of the contract it is bought under.
enum class CarbonBasis { location, market };
inline constexpr Names<CarbonBasis, 2> carbon_bases{
    {{{CarbonBasis::location, "location"}, {CarbonBasis::market, "market"}}}};

/// Carbon of making a machine.
struct Embodied {
  Uncertain<Kilograms> each;  ///< of an accelerator, with its share of the server
  double life_months = 60;    ///< that it is spread over
};

/// Electricity of what is bought by the token or the task, as somebody measured it with all that the building adds.
struct BoughtEnergy {
  std::optional<Uncertain<JoulesPerRequest>> of_task{};
  std::optional<Uncertain<JoulesPerToken>> of_input{}, of_output{};
};

/// What the energy of an option is counted by. It is known of machines whose power is, and of what is bought where the
/// scenario gives it.
struct EnergyTerms {
  Uncertain<double> pue{1.0};
  Uncertain<KilogramsPerJoule> intensity{};  ///< of the electricity
  std::string source{};                      ///< of the intensity, in words
  CarbonBasis basis = CarbonBasis::location;
  std::optional<Embodied> embodied{};
  std::optional<Uncertain<double>>
      litres_per_kwh{};  ///< of water, for each kWh of the machines; unknown if absent
  std::optional<BoughtEnergy> bought{};
  std::optional<Uncertain<UsdPerKilogram>> carbon_price{};
};

/// Energy, carbon and water of an option in the average month.
struct Footprint {
  Drawn<Joules> used{}, idle{};  ///< with what the building adds; the part of machines without load
  Drawn<Kilograms> of_power{};
  std::optional<Drawn<Kilograms>> embodied{};
  std::optional<Column> litres{};

  Drawn<Kilograms> carbon() const { return embodied ? of_power + *embodied : of_power; }
};

/// What a use of the average month comes to; nothing where the energy of what was used is not known. To be asked before
/// contracts take out of the use what they pay for.
///
///     electricity  machines x PUE, or tasks and tokens bought x what each takes
///     carbon       electricity x intensity + accelerators x carbon of making one / months of its life
///     water        kWh of the machines, without what the building adds, x litres per kWh
///
/// Worked example: eight accelerators that draw 6.5 kW at all times, PUE 1.58, 0.367 kg/kWh: 6.5 x 730 x 1.58 = 7,497.1 kWh
/// and 2,751.4 kg a month; with 318 kg each over five years 42.4 kg more.
std::optional<Footprint> footprint_of(const EnergyTerms& terms, const Use& use, const Block& block);

/// An internal price on the carbon: a line of kind carbon, in no sum. $80/t on 2,751.4 kg: $220.11.
void bill(const EnergyTerms& terms, const Footprint& footprint, const Block& block, Bill& lines);

}  // namespace llmtco
