#include "scenario/energy_reader.h"
#include "scenario/catalogue_figure.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/option_reader.h"
#include "text/characters.h"
#include "text/closest.h"
#include "units/parse.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

constexpr const char *usual_grid = "carbon-us", *usual_pue = "pue-average", *usual_embodied = "embodied-gpu";
constexpr double usual_life_months = 60;

const EconomicFigure* find_figure(const Found<EconomicFigure>& found) {
  return std::get_if<EconomicFigure>(&found);
}

std::string source_of(const EconomicFigure& entry) {
  return fmt::format("{}: {} ({}, {})", entry.id, entry.written, entry.source, entry.as_of);
}

/// Ids of the figures of a topic, without the words they begin with.
std::vector<std::string> names_after(const std::string& prefix, const Catalog& catalog) {
  std::vector<std::string> names;
  for (const std::string& id : catalog.ids(CatalogKind::economics)) {
    if (id.starts_with(prefix)) names.push_back(id.substr(prefix.size()));
  }
  return names;
}

std::optional<EconomicFigure> figure_of(const std::string& id, const Catalog& catalog) {
  const auto found = catalog.economic_figure(id);
  const EconomicFigure* entry = find_figure(found);
  return entry == nullptr ? std::nullopt : std::optional(*entry);
}

std::optional<Intensity> named_grid(const Place& place, const Catalog& catalog, Inputs& inputs) {
  const auto entry = figure_of("carbon-" + place.text(), catalog);
  if (entry && entry->dimension == KilogramsPerJoule::dimension)
    return Intensity{figure_number<KilogramsPerJoule>(*entry, inputs), source_of(*entry)};
  inputs.diagnostics().error(
      place.node().location(),
      fmt::format("the catalogue has no grid {}{}", shown(place.text()), at_path(place.node())), [&] {
        const std::string meant = did_you_mean(place.text(), names_after("carbon-", catalog));
        return meant.empty() ? "give its `intensity`, as 0.4 kg/kWh" : meant;
      }());
  return std::nullopt;
}

/// What the catalogue knows of a provider's region: carbon, PUE, water.
void read_region(const Place& place, const Catalog& catalog, Inputs& inputs, EnergyWritten& written) {
  const auto carbon = figure_of("carbon-" + place.text(), catalog),
             pue = figure_of("pue-" + place.text(), catalog),
             water = figure_of("water-" + place.text(), catalog);
  if (!carbon && !pue && !water) {
    std::vector<std::string> names = names_after("pue-", catalog);
    for (const std::string& name : names_after("carbon-", catalog)) names.push_back(name);
    inputs.diagnostics().error(
        place.node().location(),
        fmt::format("the catalogue has no region {}{}", shown(place.text()), at_path(place.node())),
        did_you_mean(place.text(), names));
    return;
  }
  if (carbon && !written.intensity)
    written.intensity =
        Intensity{figure_number<KilogramsPerJoule>(*carbon, inputs), source_of(*carbon), true};
  if (pue && !written.pue) written.pue = figure_number<double>(*pue, inputs);
  if (water && !written.litres_per_kwh) written.litres_per_kwh = figure_number<double>(*water, inputs);
  if (!written.intensity)
    inputs.diagnostics().error(place.node().location(),
                               fmt::format("the carbon of the region {} is not published{}",
                                           shown(place.text()), at_path(place.node())),
                               "give its `grid`, or its `intensity`, as 0.4 kg/kWh");
}

EnergyWritten read_written(const Place& place, const Catalog& catalog, Inputs& inputs) {
  EnergyWritten written;
  const auto find = [&](const char* key) { return place.takes(key) ? place.find(key) : std::nullopt; };
  const auto grid = find("grid"), intensity = find("intensity"), basis = find("basis");
  if (grid && intensity)
    inputs.diagnostics().error(
        intensity->node().key_location(),
        fmt::format("an intensity replaces the grid: give one of the two{}", at_path(intensity->node())));
  if (grid) written.intensity = named_grid(*grid, catalog, inputs);
  if (intensity)
    written.intensity = Intensity{inputs.number<KilogramsPerJoule>(*intensity),
                                  source_text(written_origin(intensity->node()))};
  if (basis) written.basis = *carbon_bases.from_text(basis->text());
  if (basis && written.basis == CarbonBasis::market && !intensity)
    inputs.diagnostics().error(
        basis->node().location(),
        fmt::format("what a contract's electricity emits is not in the catalogue{}", at_path(basis->node())),
        "give its `intensity`, as 0.05 kg/kWh");
  if (const auto pue = find("pue")) written.pue = inputs.number<double>(*pue);
  if (const auto water = find("water")) written.litres_per_kwh = inputs.number<double>(*water);
  if (const auto region = find("region")) read_region(*region, catalog, inputs, written);
  if (const auto price = find("carbon_price")) written.carbon_price = inputs.number<UsdPerKilogram>(*price);
  if (const auto embodied = find("embodied")) written.embodied = inputs.number<Kilograms>(*embodied);
  if (const auto life = find("embodied_life")) {
    written.life_months = inputs.known_number(*life) / month.base_units();
    if (!(*written.life_months > 0)) {
      inputs.diagnostics().error(
          life->node().location(),
          fmt::format("the life must be longer than nothing{}", at_path(life->node())));
      written.life_months = 1;
    }
  }
  return written;
}

/// What an option says, and of what it does not say, what the scenario says.
EnergyWritten merged(const std::optional<EnergyWritten>& own, const EnergyWritten& section) {
  if (!own) return section;
  EnergyWritten all = *own;
  if (!all.intensity) {
    all.intensity = section.intensity;
    all.basis = section.basis;
  }
  const auto take = [](auto& to, const auto& from) {
    if (!to) to = from;
  };
  take(all.pue, section.pue);
  take(all.litres_per_kwh, section.litres_per_kwh);
  take(all.carbon_price, section.carbon_price);
  take(all.embodied, section.embodied);
  take(all.life_months, section.life_months);
  return all;
}

/// A figure that nobody gives: the catalogue's, listed as an assumption.
template <class Q>
Uncertain<Q> assumed_figure(const char* id, const std::string& about, const Sources& sources, Inputs& inputs,
                            Option& option) {
  const auto entry = figure_of(id, sources.catalog);
  assume(option, about, entry->name + ": " + entry->written + " (" + entry->source + ")", inputs);
  const Uncertain<Q> number = figure_number<Q>(*entry, inputs);
  hangs_on_it(option, number.origin);
  return number;
}

/// What machines that are rented draw, which nobody meters.
std::optional<MachinePower> rented_power(const std::optional<Place>& own, const Fleet& fleet, Inputs& inputs,
                                         Option& option) {
  const Accelerator& accelerator = fleet.replica.placement.accelerator;
  const std::string about = "options." + option.name + ".energy";
  const auto full = own ? own->find("power") : std::nullopt,
             idle = own ? own->find("idle_power") : std::nullopt;
  MachinePower power;
  if (full) {
    power.full = inputs.number<Watts>(*full);
  } else if (accelerator.power) {
    power.full = board_power(accelerator, about + ".power", inputs, option);
  } else {
    option.energy_note = fmt::format(
        "the catalogue has no power of {}; give it with `energy: {{power: ...}}`", accelerator.id);
    return std::nullopt;
  }
  power.idle = idle ? inputs.number<Watts>(*idle)
                    : power.full.from(assume(option, about + ".idle_power",
                                             "machines draw the same power idle as under load", inputs,
                                             {{{"half", Alternative::How::times, 0.5}}}));
  return power;
}

/// What tasks and tokens take, where the option says it.
std::optional<BoughtEnergy> bought_energy(const std::optional<Place>& own, Inputs& inputs) {
  if (!own) return std::nullopt;
  BoughtEnergy bought;
  if (const auto each = own->find("per_request")) bought.of_task = inputs.number<JoulesPerRequest>(*each);
  if (const auto each = own->find("per_input_token")) bought.of_input = inputs.number<JoulesPerToken>(*each);
  if (const auto each = own->find("per_output_token"))
    bought.of_output = inputs.number<JoulesPerToken>(*each);
  if (!bought.of_task && !bought.of_input && !bought.of_output) return std::nullopt;
  return bought;
}

/// PUE and carbon of making the machines of a fleet, where nobody gives them.
void add_machines(const EnergyWritten& written, const Sources& sources, Inputs& inputs, Option& option,
                  EnergyTerms& terms) {
  const std::string about = "options." + option.name + ".energy";
  const Owned* owned = nullptr;
  for (const Contract& contract : option.contracts) {
    if (const auto* one = std::get_if<Owned>(&contract)) owned = one;
  }
  terms.pue = owned != nullptr ? owned->pue
              : written.pue    ? *written.pue
                               : assumed_figure<double>(usual_pue, about + ".pue", sources, inputs, option);
  // What the catalogue says of making machines is of GPUs.
  if (std::holds_alternative<Appliance>(option.serving) && !written.embodied) return;
  const double life = owned != nullptr ? owned->capital.life_months : usual_life_months;
  if (owned == nullptr && !written.life_months)
    assume(option, about + ".embodied_life",
           "carbon of making a machine is spread over five years, as EcoLogits does", inputs);
  terms.embodied = Embodied{written.embodied ? *written.embodied
                                             : assumed_figure<Kilograms>(usual_embodied, about + ".embodied",
                                                                         sources, inputs, option),
                            written.life_months.value_or(life)};
}

}  // namespace

EnergyWritten read_energy_section(const Place& place, const Catalog& catalog, Inputs& inputs) {
  return read_written(place, catalog, inputs);
}

void read_energy(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  const auto own = place.takes("energy") ? place.find("energy") : std::nullopt;
  if (!own && sources.energy == nullptr) return;
  const auto written_here = own ? std::optional(read_written(*own, sources.catalog, inputs)) : std::nullopt;
  const EnergyWritten written =
      merged(written_here, sources.energy == nullptr ? EnergyWritten() : *sources.energy);
  // Of machines that could not be read, which is told already.
  const bool reads_machines = place.takes("accelerator") || place.takes("system");
  if (reads_machines && std::holds_alternative<Stated>(option.serving)) return;
  EnergyTerms terms{
      .basis = written.basis, .litres_per_kwh = written.litres_per_kwh, .carbon_price = written.carbon_price};
  if (auto* fleet = std::get_if<Fleet>(&option.serving)) {
    if (!fleet->power) fleet->power = rented_power(own, *fleet, inputs, option);
    if (!fleet->power) return;
    add_machines(written, sources, inputs, option, terms);
  } else if (std::holds_alternative<Appliance>(option.serving)) {
    add_machines(written, sources, inputs, option, terms);
  } else if (std::holds_alternative<Split>(option.serving) || std::holds_alternative<Route>(option.serving)) {
    option.energy_note = "summed over the parts";
    return;
  } else {
    terms.bought = bought_energy(own, inputs);
    if (!terms.bought) {
      option.energy_note =
          "nobody says what a token or a task takes; give it with `energy: {per_output_token: ...}`";
      return;
    }
  }
  terms.intensity = written.intensity
                        ? written.intensity->value
                        : assumed_figure<KilogramsPerJoule>(
                              usual_grid, "options." + option.name + ".energy.grid", sources, inputs, option);
  terms.source =
      written.intensity ? written.intensity->source : source_of(*figure_of(usual_grid, sources.catalog));
  option.energy_note = fmt::format("{}-based, {}", carbon_bases.to_text(terms.basis), terms.source);
  option.energy = std::move(terms);
}

}  // namespace llmtco
