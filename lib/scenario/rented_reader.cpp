#include <fmt/format.h>

#include "scenario/fleet_reader.h"
#include "scenario/forms.h"
#include "scenario/option_kinds.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// What the catalogue asks for an accelerator by the hour.
OnDemand catalogue_rent(const Place& place, Fleet& fleet, Inputs& inputs, Option& option) {
  const Accelerator& accelerator = fleet.replica.placement.accelerator;
  const Offer<UsdPerSecond>* offer = accelerator.rent_offer("on_demand");
  if (offer == nullptr) {
    inputs.diagnostics().error(
        place.node().key_location(),
        fmt::format("the catalogue has no rental price of {}{}", accelerator.id, at_path(place.node())),
        "give it with `price`");
    return {};
  }
  OnDemand rent;
  rent.price = from_range("accelerators." + accelerator.id + ".rent.on_demand", offer->price,
                          catalogue_origin(accelerator.id + ".rent.on_demand", *offer), inputs);
  rent.source = inputs.source(rent.price, accelerator.id + ", on demand");
  sold_as(*offer, rent.price.origin, fleet);
  const double low = offer->price.low / (usd / hour), high = offer->price.high / (usd / hour);
  assume(option, path_below(place.node(), "price"),
         low == high
             ? fmt::format("rented on demand at ${:.2f} per GPU hour", low)
             : fmt::format("rented on demand at ${:.2f} to ${:.2f} per GPU hour, as offers range", low, high),
         inputs);
  hangs_on_it(option, rent.price.origin);
  return rent;
}

}  // namespace

std::vector<Field> rented_fields() {
  using namespace forms;
  return fleet_fields({{"price", amount<UsdPerSecond>(), optional,
                        "per GPU, as $2.49/h; the catalogue's on-demand range if absent"},
                       {"scaling", choice({"always_on", "follow_load"}), optional,
                        "pay for the peak all month, or for the hours the load needs; always_on if absent"}});
}

void read_rented(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  std::optional<Fleet> fleet = read_fleet(place, sources, inputs, option);
  OnDemand rent;
  rent.price = inputs.number_or<UsdPerSecond>(place, "price", [&] {
    if (fleet) rent = catalogue_rent(place, *fleet, inputs, option);
    return rent.price;
  });
  if (place.has("price")) rent.source = inputs.source(rent.price);
  option.contracts.emplace_back(std::move(rent));
  if (!fleet) return;
  const auto scaling = place.find("scaling");
  fleet->follow_load = scaling && scaling->text() == "follow_load";
  option.serving = *std::move(fleet);
}

}  // namespace llmtco
