#include "scenario/energy_reader.h"
#include "scenario/forms.h"

namespace llmtco {
namespace {

/// Keys that say what a kilowatt-hour is.
std::vector<Field> power_fields() {
  using namespace forms;
  return {{"grid", text(), optional, "of the catalogue, as germany or us-texas; that of the US if absent"},
          {"intensity", amount<KilogramsPerJoule>(), optional,
           "of the electricity, as 0.367 kg/kWh; replaces the grid"},
          {"basis", choice(carbon_bases.words()), optional,
           "location: of the grid where it is drawn; market: of the contract it is bought under, whose "
           "`intensity` is "
           "given; location if absent"},
          {"region", text(), optional,
           "of a cloud, as aws-us-east-1: carbon, PUE and water as the catalogue has them"},
          {"water", plain(0, 100), optional, "litres for each kWh of the machines; unknown if absent"}};
}
Field pue_field() {
  return {"pue", forms::plain(1, 5), forms::optional,
          "of the building; the region's or the catalogue's average if absent"};
}
std::vector<Field> making_fields() {
  using namespace forms;
  return {{"embodied", amount<Kilograms>(), optional,
           "carbon of making an accelerator with its share of the server; the catalogue's if absent"},
          {"embodied_life", fixed_amount<Seconds>(), optional,
           "that it is spread over; the `life` of what is owned, else 5 years"}};
}

}  // namespace

FormPtr energy_form() {
  std::vector<Field> fields = power_fields();
  fields.push_back(pue_field());
  for (Field& field : making_fields()) fields.push_back(std::move(field));
  fields.push_back({"carbon_price", forms::amount<UsdPerKilogram>(), forms::optional,
                    "an internal price on carbon, as $80/t: a line in no sum"});
  return forms::mapping("energy", std::move(fields));
}

std::vector<Field> with_energy(EnergyOf kind, std::vector<Field> fields) {
  using namespace forms;
  std::vector<Field> own = power_fields();
  const auto add = [&](std::vector<Field> more) { own.insert(own.end(), more.begin(), more.end()); };
  if (kind == EnergyOf::rented)
    add({pue_field(),
         {"power", amount<Watts>(), optional,
          "of an accelerator under load, with its share of the server; its board power if absent"},
         {"idle_power", amount<Watts>(), optional, "without load; the same as `power` if absent"}});
  if (kind == EnergyOf::bought)
    add({{"per_request", amount<JoulesPerRequest>(), optional,
          "electricity of a task, with all the building adds, as 0.24 Wh"},
         {"per_input_token", amount<JoulesPerToken>(), optional,
          "the same of the tokens read, as 20 Wh/Mtok"},
         {"per_output_token", amount<JoulesPerToken>(), optional, "and of those written, as 0.5 kWh/Mtok"}});
  if (kind != EnergyOf::bought) add(making_fields());
  fields.push_back({"energy", mapping("energy", std::move(own)), optional, "its electricity and carbon"});
  return fields;
}

}  // namespace llmtco
