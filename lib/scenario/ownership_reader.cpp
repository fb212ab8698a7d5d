#include "scenario/ownership_reader.h"

#include <fmt/format.h>

#include "scenario/catalogue_figure.h"
#include "scenario/dated_reader.h"
#include "scenario/forms.h"
#include "text/characters.h"
#include "text/money.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

Uncertain<Watts> catalogue_power(const Place& place, const Accelerator* accelerator, Inputs& inputs,
                                 Option& option) {
  if (accelerator == nullptr) return {};
  if (!accelerator->power) {
    inputs.diagnostics().error(
        place.node().key_location(),
        fmt::format("the catalogue has no power of {}{}", accelerator->id, at_path(place.node())),
        "give it with `power`");
    return {};
  }
  return board_power(*accelerator, path_below(place.node(), "power"), inputs, option);
}

MachinePower power_of(const Place& place, const Accelerator* accelerator, Inputs& inputs, Option& option) {
  const Uncertain<Watts> full = inputs.number_or<Watts>(
      place, "power", [&] { return catalogue_power(place, accelerator, inputs, option); });
  const auto as_under_load = [&] {
    return full.from(assume(option, path_below(place.node(), "idle_power"),
                            "machines draw the same power idle as under load", inputs,
                            {{{"half", Alternative::How::times, 0.5}}}));
  };
  return {.full = full, .idle = inputs.number_or<Watts>(place, "idle_power", as_under_load)};
}

Uncertain<Usd> catalogue_purchase(const Place& place, const Accelerator* accelerator, Inputs& inputs,
                                  Option& option) {
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
         fmt::format("bought at {}{} per accelerator, the rest of the server not counted", money(low),
                     low == high ? "" : " to " + money(high)),
         inputs);
  const Uncertain<Usd> price = from_range("accelerators." + accelerator->id + ".purchase", offer->price,
                                          catalogue_origin(accelerator->id + ".purchase", *offer), inputs);
  hangs_on_it(option, price.origin);
  return price;
}

void read_write_off(const Place& place, Inputs& inputs, Capital& capital) {
  if (const auto rule = place.find("write_off")) capital.write_off = *write_offs.from_text(rule->text());
  capital.life_units = inputs.number_if<Tokens>(place, "life_tokens");
  const auto complain = [&](const char* key, const char* what) {
    inputs.diagnostics().error(place.at(key).node().location(),
                               fmt::format("{}{}", what, at_path(place.at(key).node())));
  };
  const bool units = capital.write_off == WriteOff::units;
  if (units && !capital.life_units) complain("write_off", "units_of_production needs life_tokens");
  if (!units && capital.life_units)
    complain("life_tokens",
             "life_tokens say how units_of_production write off, which `write_off` does not ask for");
  if (units && !capital.life_units) capital.write_off = WriteOff::straight_line;
  if (capital.write_off == WriteOff::sum_of_years && capital.life_months % 12 != 0)
    complain("life", "sum_of_years needs a life of whole years");
}

Capital read_capital(const Place& place, const Accelerator* accelerator, Inputs& inputs, Option& option) {
  Capital capital;
  capital.purchase = inputs.number_or<Usd>(
      place, "purchase", [&] { return catalogue_purchase(place, accelerator, inputs, option); });
  capital.purchase_source = inputs.source(capital.purchase, accelerator == nullptr ? "" : accelerator->id);
  capital.life_months = whole_months(place, "life", 1, inputs);
  if (capital.life_months <= 0) {
    inputs.diagnostics().error(
        place.at("life").node().location(),
        fmt::format("the life must be longer than nothing{}", at_path(place.at("life").node())));
    capital.life_months = 1;
  }
  capital.residual = inputs.number(place, "residual", 0.0, "machines are worth nothing at the end",
                                   {{instead(0.1, "10 % of the price"), instead(0.3, "30 %")}});
  capital.cost_of_capital = inputs.number(place, "cost_of_capital", 0.0, "capital costs nothing",
                                          {{instead(0.05, "5 % a year"), instead(0.1, "10 %")}});
  read_write_off(place, inputs, capital);
  capital.network = inputs.number_if<double>(place, "network");
  capital.racks = inputs.number_if<double>(place, "racks");
  capital.spares = inputs.number_if<double>(place, "spares");
  capital.installation = inputs.number_if<double>(place, "installation");
  capital.sales_tax = inputs.number_if<double>(place, "sales_tax");
  capital.disposal = inputs.number_if<Usd>(place, "disposal");
  capital.lead_months = whole_months(place, "lead_time", 0, inputs);
  return capital;
}

}  // namespace

std::vector<Field> ownership_fields() {
  using namespace forms;
  return {{"purchase", amount<Usd>(), optional,
           "per accelerator with its share of the server; the catalogue's range if absent"},
          {"life", fixed_amount<Seconds>(), required, "as 36 months"},
          {"residual", share(), optional, "share of the price left at the end; 0 if absent"},
          {"cost_of_capital", plain(0, 1), optional, "a year, nominal; 0 if absent"},
          {"write_off", choice(write_offs.words()), optional,
           "how capital is spread over its life; annuity if absent"},
          {"life_tokens", amount<Tokens>(), optional,
           "read and written by one accelerator in its life, for units_of_production"},
          {"network", share_to(0, 10), optional, "share of the price; none if absent, as the four below"},
          {"racks", share_to(0, 10), optional, "share of the price"},
          {"spares", share_to(0, 10), optional, "share of the price"},
          {"installation", share_to(0, 10), optional, "share of the price; keeps no residual"},
          {"sales_tax", share_to(0, 10), optional, "share of the price; keeps no residual"},
          {"disposal", amount<Usd>(), optional, "of an accelerator at the end of its life; none if absent"},
          {"lead_time", fixed_amount<Seconds>(), optional,
           "as 3 months between paying and service; none if absent"},
          {"power", amount<Watts>(), optional,
           "per accelerator under load, with its share of the server; its board power if absent"},
          {"idle_power", amount<Watts>(), optional,
           "per accelerator without load; the same as `power` if absent"},
          {"pue", plain(1, 5), optional, "the catalogue's average if absent"},
          {"electricity", amount<UsdPerJoule>(), optional, "as 14.37 ct/kWh; the catalogue's if absent"},
          {"colocation", amount<UsdPerJoule>(), optional, "as $194.95/kW/month; none if absent"},
          {"demand_charge", amount<UsdPerJoule>(), optional,
           "of the most power drawn in a month, as $15/kW/month; none if absent"},
          {"insurance", plain(0, 1), optional, "share of the price a year; none if absent"},
          {"maintenance", plain(0, 1), optional, "share of the price a year; 0 if absent"}};
}

Ownership read_ownership(const Place& place, const Accelerator* accelerator, const Sources& sources,
                         Inputs& inputs, Option& option) {
  Ownership all;
  Owned& owned = all.contract;
  owned.capital = read_capital(place, accelerator, inputs, option);
  owned.maintenance = inputs.number(place, "maintenance", 0.0, "no maintenance is paid",
                                    {{instead(0.05, "5 % of the price a year"), instead(0.1, "10 %")}});
  all.power = power_of(place, accelerator, inputs, option);
  owned.pue = inputs.number_or<double>(
      place, "pue", [&] { return figure<double>("pue-average", sources, inputs, option); });
  const std::string usual = "electricity-us-commercial";
  owned.electricity = inputs.number_or<UsdPerJoule>(
      place, "electricity", [&] { return figure<UsdPerJoule>(usual, sources, inputs, option); });
  owned.electricity_source = inputs.source(owned.electricity, usual);
  owned.colocation = inputs.number_if<UsdPerJoule>(place, "colocation");
  owned.demand_charge = inputs.number_if<UsdPerJoule>(place, "demand_charge");
  owned.insurance = inputs.number_if<double>(place, "insurance");
  return all;
}

}  // namespace llmtco
