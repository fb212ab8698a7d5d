#include <fmt/format.h>

#include "scenario/energy_reader.h"
#include "scenario/fleet_reader.h"
#include "scenario/forms.h"
#include "scenario/option_kinds.h"
#include "scenario/rent_price.h"
#include "yaml/scalar.h"

namespace llmtco {

std::vector<Field> rented_fields() {
  using namespace forms;
  std::vector<Field> own{
      {"price", amount<UsdPerSecond>(), optional,
       "per GPU, as $2.49/h; what the catalogue has of the segment if absent"},
      {"segment", choice({"neocloud", "hyperscaler", "marketplace"}), optional,
       "whose offers of the catalogue count; neocloud if absent"},
      {"commitment", choice({"none", "1y", "3y"}), optional,
       "for how long machines are taken, at the catalogue's price; none, on demand, if absent"},
      {"scaling", choice({"always_on", "follow_load"}), optional,
       "pay for the peak all month, or for the hours the load needs; always_on if absent, by the hour with "
       "`capacity`"},
      {"capacity", capacity_form(), optional,
       "ways to pay for the machines, in the order in which they are used: reserved, block, spot, on_demand; "
       "in "
       "place of `price` and `commitment`"}};
  const std::vector<Field> services = service_fields();
  own.insert(own.end(), services.begin(), services.end());
  return with_energy(EnergyOf::rented, fleet_fields(std::move(own)));
}

namespace {

/// One price for all machines.
OnDemand read_rent(const Place& place, const Sources& sources, Fleet* fleet, Inputs& inputs, Option& option) {
  Rent rent;
  rent.price = inputs.number_or<UsdPerSecond>(place, "price", [&] {
    RentTerms terms = terms_of(place);
    if (const auto commitment = place.find("commitment")) terms.commitment = commitment->text();
    if (fleet != nullptr) rent = catalogue_rent({place, terms, sources.catalog}, *fleet, inputs, option);
    return rent.price;
  });
  if (place.has("price")) rent.source = inputs.source(rent.price);
  for (const char* key : {"segment", "commitment"}) {
    if (!place.has("price") || Inputs::changes_default(place.at("price")) || !place.has(key)) continue;
    inputs.diagnostics().error(place.at(key).node().location(),
                               fmt::format("a price of your own is paid as it is: leave `{}` out{}", key,
                                           at_path(place.at(key).node())));
  }
  return {.price = rent.price, .source = rent.source};
}

/// Prices that stand in `capacity` do not stand beside it as well.
void refuse_other_prices(const Place& place, Inputs& inputs) {
  for (const char* key : {"price", "commitment"}) {
    if (!place.has(key)) continue;
    const Node node = place.at(key).node();
    inputs.diagnostics().error(
        node.key_location(), fmt::format("`capacity` has the prices: leave `{}` out{}", key, at_path(node)));
  }
}

}  // namespace

void read_rented(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  std::optional<Fleet> fleet = read_fleet(place, sources, inputs, option);
  const bool shared = place.has("capacity");
  const auto scaling = place.find("scaling");
  if (fleet) fleet->follow_load = scaling ? scaling->text() == "follow_load" : shared;
  if (shared) {
    refuse_other_prices(place, inputs);
    if (fleet) read_capacity(place, sources, *fleet, inputs, option);
  } else {
    option.contracts.emplace_back(read_rent(place, sources, fleet ? &*fleet : nullptr, inputs, option));
  }
  if (!fleet) return;
  read_services(place, *fleet, inputs, option);
  option.serving = *std::move(fleet);
}

}  // namespace llmtco
