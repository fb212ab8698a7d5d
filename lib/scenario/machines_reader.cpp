#include <fmt/format.h>

#include "scenario/fleet_reader.h"
#include "text/characters.h"
#include "units/parse.h"
#include "yaml/scalar.h"

namespace llmtco {

RentedOption read_rented(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  const auto fleet = read_fleet(place, sources, inputs, option);
  RentedOption rented{.fleet = fleet.value_or(Fleet{}), .gpu_price = {}, .price_source = {}};
  const auto scaling = place.find("scaling");
  rented.follow_load = scaling && scaling->text() == "follow_load";
  if (const auto price = place.find("price")) {
    rented.gpu_price = inputs.number<UsdPerSecond>(*price);
    rented.price_source = inputs.source(rented.gpu_price);
    return rented;
  }
  if (!fleet) return rented;
  const Accelerator& accelerator = fleet->replica.placement.accelerator;
  const Offer<UsdPerSecond>* offer = accelerator.rent_offer("on_demand");
  if (offer == nullptr) {
    inputs.diagnostics().error(
        place.node().key_location(),
        fmt::format("the catalogue has no rental price of {}{}", accelerator.id, at_path(place.node())),
        "give it with `price`");
    return rented;
  }
  rented.gpu_price = from_range("accelerators." + accelerator.id + ".rent.on_demand", offer->price,
                                catalogue_origin(accelerator.id + ".rent.on_demand", *offer), inputs);
  rented.price_source = inputs.source(rented.gpu_price, accelerator.id + ", on demand");
  const double low = offer->price.low / (usd / hour), high = offer->price.high / (usd / hour);
  assume(option, path_below(place.node(), "price"),
         low == high
             ? fmt::format("rented on demand at ${:.2f} per GPU hour", low)
             : fmt::format("rented on demand at ${:.2f} to ${:.2f} per GPU hour, as offers range", low, high),
         inputs);
  return rented;
}

namespace {

/// A figure of the world around the servers: the one the source calls typical, or its range.
template <class Q>
Uncertain<Q> figure(const std::string& id, const Sources& sources, Inputs& inputs, Option& option) {
  const auto found = sources.catalog.economic_figure(id);
  const EconomicFigure& entry = std::get<EconomicFigure>(found);
  const auto unit = parse_unit(entry.unit);
  const double size = std::holds_alternative<Measured>(unit) ? std::get<Measured>(unit).value : 1;
  const double low = entry.value.low / size, high = entry.value.high / size;
  assume(
      option, id,
      fmt::format("{}: {:.4g}{}{} ({})", entry.name, low, low == high ? "" : fmt::format(" to {:.4g}", high),
                  entry.unit.empty() ? "" : " " + entry.unit, entry.source),
      inputs);
  Origin from = catalogue_origin(id, entry);
  if (entry.typical) return Uncertain<Q>(Q(*entry.typical)).from(inputs.origin(std::move(from)));
  return from_range("economics." + id, entry.as<Q>(), std::move(from), inputs);
}

Uncertain<Watts> power_of(const Place& place, const Accelerator* accelerator, Inputs& inputs,
                          Option& option) {
  if (const auto power = place.find("power")) return inputs.number<Watts>(*power);
  if (accelerator == nullptr) return {};
  if (!accelerator->power) {
    inputs.diagnostics().error(
        place.node().key_location(),
        fmt::format("the catalogue has no power of {}{}", accelerator->id, at_path(place.node())),
        "give it with `power`");
    return {};
  }
  assume(option, path_below(place.node(), "power"),
         fmt::format("each accelerator draws its board power, {:.0f} W, its share of the server not counted",
                     *accelerator->power / watt),
         inputs);
  return Uncertain<Watts>(*accelerator->power)
      .from(inputs.origin(catalogue_origin(accelerator->id + ".power", *accelerator)));
}

Uncertain<Usd> purchase_of(const Place& place, const Accelerator* accelerator, Inputs& inputs,
                           Option& option) {
  if (const auto purchase = place.find("purchase")) return inputs.number<Usd>(*purchase);
  if (accelerator == nullptr) return {};
  const Offer<Usd>* offer = accelerator->purchase_offer("purchase");
  if (offer == nullptr) {
    inputs.diagnostics().error(
        place.node().key_location(),
        fmt::format("the catalogue has no purchase price of {}{}", accelerator->id, at_path(place.node())),
        "give it with `purchase`");
    return {};
  }
  const double low = offer->price.low / usd, high = offer->price.high / usd;
  assume(option, path_below(place.node(), "purchase"),
         fmt::format("bought at ${:.0f}{} per accelerator, the rest of the server not counted", low,
                     low == high ? "" : fmt::format(" to ${:.0f}", high)),
         inputs);
  return from_range("accelerators." + accelerator->id + ".purchase", offer->price,
                    catalogue_origin(accelerator->id + ".purchase", *offer), inputs);
}

}  // namespace

OwnedOption read_owned(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  const auto fleet = read_fleet(place, sources, inputs, option);
  const Accelerator* accelerator = fleet ? &fleet->replica.placement.accelerator : nullptr;
  OwnedOption owned{.fleet = fleet.value_or(Fleet{}), .purchase = {}, .purchase_source = {}};
  owned.purchase = purchase_of(place, accelerator, inputs, option);
  owned.purchase_source = inputs.source(owned.purchase, accelerator == nullptr ? "" : accelerator->id);
  owned.life_months = inputs.known_number(place.at("life")) / month.base_units();
  if (owned.life_months <= 0) {
    inputs.diagnostics().error(
        place.at("life").node().location(),
        fmt::format("the life must be longer than nothing{}", at_path(place.at("life").node())));
    owned.life_months = 1;
  }
  owned.residual = inputs.number(place, "residual", 0.0, "machines are worth nothing at the end");
  owned.cost_of_capital = inputs.number(place, "cost_of_capital", 0.0, "capital costs nothing");
  owned.maintenance = inputs.number(place, "maintenance", 0.0, "no maintenance is paid");
  owned.power = power_of(place, accelerator, inputs, option);
  if (const auto idle = place.find("idle_power")) {
    owned.idle_power = inputs.number<Watts>(*idle);
  } else {
    owned.idle_power = owned.power.from(assume(option, path_below(place.node(), "idle_power"),
                                               "machines draw the same power idle as under load", inputs));
  }
  const auto pue = place.find("pue");
  owned.pue = pue ? inputs.number<double>(*pue) : figure<double>("pue-average", sources, inputs, option);
  const auto electricity = place.find("electricity");
  const std::string usual = "electricity-us-commercial";
  owned.electricity = electricity ? inputs.number<UsdPerJoule>(*electricity)
                                  : figure<UsdPerJoule>(usual, sources, inputs, option);
  owned.electricity_source = inputs.source(owned.electricity, usual);
  if (const auto colocation = place.find("colocation"))
    owned.colocation = inputs.number<UsdPerJoule>(*colocation);
  return owned;
}

}  // namespace llmtco
