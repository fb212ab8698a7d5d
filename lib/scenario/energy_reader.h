#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cost/footprint.h"
#include "scenario/form.h"
#include "scenario/inputs.h"

namespace llmtco {

struct Sources;

/// Carbon of a kilowatt-hour, and where that is from.
struct Intensity {
  Uncertain<KilogramsPerJoule> value;
  std::string source;
  bool of_region = false;  ///< of a cloud region, rather than given
};

/// What the scenario, or one option, says of energy: what is absent is taken from the scenario, then from the catalogue.
struct EnergyWritten {
  std::optional<Intensity> intensity{};
  CarbonBasis basis = CarbonBasis::location;
  std::optional<Uncertain<double>> pue{}, litres_per_kwh{};
  std::optional<Uncertain<UsdPerKilogram>> carbon_price{};
  std::optional<Uncertain<Kilograms>> embodied{};
  std::optional<double> life_months{};
};

/// The section `energy` of a scenario.
FormPtr energy_form();
EnergyWritten read_energy_section(const Place& place, const Catalog& catalog, Inputs& inputs);

/// The key `energy` of a kind of option: of machines that are rented, that are one's own, and of what is bought by the token.
enum class EnergyOf { rented, owned, bought };
std::vector<Field> with_energy(EnergyOf kind, std::vector<Field> fields);
/// What the energy of an option is counted by, where the scenario or the option asks for it; or why it is unknown.
void read_energy(const Place& place, const Sources& sources, Inputs& inputs, Option& option);

}  // namespace llmtco
