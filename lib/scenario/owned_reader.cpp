#include "scenario/energy_reader.h"
#include "scenario/fleet_reader.h"
#include "scenario/option_kinds.h"
#include "scenario/ownership_reader.h"

namespace llmtco {

std::vector<Field> owned_fields() { return with_energy(EnergyOf::owned, fleet_fields(ownership_fields())); }

void read_owned(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  std::optional<Fleet> fleet = read_fleet(place, sources, inputs, option);
  const Accelerator* accelerator = fleet ? &fleet->replica.placement.accelerator : nullptr;
  Ownership own = read_ownership(place, accelerator, sources, inputs, option);
  const bool catalogue_price = !place.has("purchase") || Inputs::changes_default(place.at("purchase"));
  const Offer<Usd>* offer = fleet ? accelerator->purchase_offer("purchase") : nullptr;
  if (catalogue_price && offer != nullptr) sold_as(*offer, own.contract.capital.purchase.origin, *fleet);
  option.contracts.emplace_back(std::move(own.contract));
  if (!fleet) return;
  fleet->power = own.power;
  option.serving = *std::move(fleet);
}

}  // namespace llmtco
