#include <fmt/format.h>

#include "scenario/energy_reader.h"
#include "scenario/fleet_reader.h"
#include "scenario/forms.h"
#include "scenario/option_kinds.h"
#include "text/characters.h"
#include "text/money.h"
#include "units/parse.h"
#include "yaml/scalar.h"

namespace llmtco {
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
  const Uncertain<Q> number = entry.typical
                                  ? Uncertain<Q>(Q(*entry.typical)).from(inputs.origin(std::move(from)))
                                  : from_range("economics." + id, entry.as<Q>(), std::move(from), inputs);
  hangs_on_it(option, number.origin);
  return number;
}

Uncertain<Watts> board_power(const Place& place, const Accelerator* accelerator, Inputs& inputs,
                             Option& option) {
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
  const OriginId from = inputs.origin(catalogue_origin(accelerator->id + ".power", *accelerator));
  hangs_on_it(option, from);
  return Uncertain<Watts>(*accelerator->power).from(from);
}

MachinePower power_of(const Place& place, const Accelerator* accelerator, Inputs& inputs, Option& option) {
  const Uncertain<Watts> full = inputs.number_or<Watts>(
      place, "power", [&] { return board_power(place, accelerator, inputs, option); });
  const auto as_under_load = [&] {
    return full.from(assume(option, path_below(place.node(), "idle_power"),
                            "machines draw the same power idle as under load", inputs,
                            {{{"half", Alternative::How::times, 0.5}}}));
  };
  return {.full = full, .idle = inputs.number_or<Watts>(place, "idle_power", as_under_load)};
}

Uncertain<Usd> catalogue_purchase(const Place& place, Fleet* fleet, Inputs& inputs, Option& option) {
  if (fleet == nullptr) return {};
  const Accelerator* accelerator = &fleet->replica.placement.accelerator;
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
         fmt::format("bought at {}{} per accelerator, the rest of the server not counted", money(low),
                     low == high ? "" : " to " + money(high)),
         inputs);
  const Uncertain<Usd> price = from_range("accelerators." + accelerator->id + ".purchase", offer->price,
                                          catalogue_origin(accelerator->id + ".purchase", *offer), inputs);
  hangs_on_it(option, price.origin);
  sold_as(*offer, price.origin, *fleet);
  return price;
}

}  // namespace

std::vector<Field> owned_fields() {
  using namespace forms;
  return with_energy(
      EnergyOf::owned,
      fleet_fields(
          {{"purchase", amount<Usd>(), optional,
            "per accelerator with its share of the server; the catalogue's range if absent"},
           {"life", fixed_amount<Seconds>(), required, "as 36 months"},
           {"residual", share(), optional, "share of the price left at the end; 0 if absent"},
           {"cost_of_capital", plain(0, 1), optional, "a year, nominal; 0 if absent"},
           {"power", amount<Watts>(), optional,
            "per accelerator under load, with its share of the server; its board power if absent"},
           {"idle_power", amount<Watts>(), optional,
            "per accelerator without load; the same as `power` if absent"},
           {"pue", plain(1, 5), optional, "the catalogue's average if absent"},
           {"electricity", amount<UsdPerJoule>(), optional, "as 14.37 ct/kWh; the catalogue's if absent"},
           {"colocation", amount<UsdPerJoule>(), optional, "as $194.95/kW/month; none if absent"},
           {"maintenance", plain(0, 1), optional, "share of the price a year; 0 if absent"}}));
}

void read_owned(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  std::optional<Fleet> fleet = read_fleet(place, sources, inputs, option);
  const Accelerator* accelerator = fleet ? &fleet->replica.placement.accelerator : nullptr;
  Owned owned;
  owned.purchase = inputs.number_or<Usd>(place, "purchase", [&] {
    return catalogue_purchase(place, fleet ? &*fleet : nullptr, inputs, option);
  });
  owned.purchase_source = inputs.source(owned.purchase, accelerator == nullptr ? "" : accelerator->id);
  owned.life_months = inputs.known_number(place.at("life")) / month.base_units();
  if (owned.life_months <= 0) {
    inputs.diagnostics().error(
        place.at("life").node().location(),
        fmt::format("the life must be longer than nothing{}", at_path(place.at("life").node())));
    owned.life_months = 1;
  }
  owned.residual = inputs.number(place, "residual", 0.0, "machines are worth nothing at the end",
                                 {{instead(0.1, "10 % of the price"), instead(0.3, "30 %")}});
  owned.cost_of_capital = inputs.number(place, "cost_of_capital", 0.0, "capital costs nothing",
                                        {{instead(0.05, "5 % a year"), instead(0.1, "10 %")}});
  owned.maintenance = inputs.number(place, "maintenance", 0.0, "no maintenance is paid",
                                    {{instead(0.05, "5 % of the price a year"), instead(0.1, "10 %")}});
  const MachinePower power = power_of(place, accelerator, inputs, option);
  owned.pue = inputs.number_or<double>(
      place, "pue", [&] { return figure<double>("pue-average", sources, inputs, option); });
  const std::string usual = "electricity-us-commercial";
  owned.electricity = inputs.number_or<UsdPerJoule>(
      place, "electricity", [&] { return figure<UsdPerJoule>(usual, sources, inputs, option); });
  owned.electricity_source = inputs.source(owned.electricity, usual);
  if (const auto colocation = place.find("colocation"))
    owned.colocation = inputs.number<UsdPerJoule>(*colocation);
  option.contracts.emplace_back(std::move(owned));
  if (!fleet) return;
  fleet->power = power;
  option.serving = *std::move(fleet);
}

}  // namespace llmtco
