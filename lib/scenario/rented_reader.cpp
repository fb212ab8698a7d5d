#include <fmt/format.h>

#include "scenario/energy_reader.h"
#include "scenario/fleet_reader.h"
#include "scenario/forms.h"
#include "scenario/option_kinds.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Who lets the machines, and for how long they are taken.
struct RentTerms {
  std::string segment;     ///< neocloud, hyperscaler, marketplace
  std::string commitment;  ///< none, 1y, 3y

  bool committed() const { return commitment != "none"; }
  std::string text() const {
    return committed()
               ? fmt::format("for {} of a {}", commitment == "1y" ? "one year" : "three years", segment)
               : fmt::format("on demand of a {}", segment);
  }
};

RentTerms terms_of(const Place& place) {
  const auto segment = place.find("segment"), commitment = place.find("commitment");
  return {segment ? segment->text() : "neocloud", commitment ? commitment->text() : "none"};
}

/// The offer of a segment; where a card has none by segment, what is known of it on demand stands for a neocloud.
const Offer<UsdPerSecond>* offer_of(const Accelerator& accelerator, const RentTerms& terms) {
  if (terms.committed() && terms.segment == "neocloud")
    return accelerator.rent_offer("reserved_" + terms.commitment);
  if (const auto* offer = accelerator.rent_offer(terms.segment)) return offer;
  return terms.segment == "neocloud" ? accelerator.rent_offer("on_demand") : nullptr;
}

/// A segment's offers about their median: PERT from the lowest to the highest; uniform where no median is known.
Uncertain<UsdPerSecond> drawn_rent(const Accelerator& accelerator, const Offer<UsdPerSecond>& offer,
                                   Inputs& inputs) {
  const std::string name = fmt::format("accelerators.{}.rent.{}", accelerator.id, offer.kind);
  const Origin from = catalogue_origin(fmt::format("{}.rent.{}", accelerator.id, offer.kind), offer);
  const Offer<UsdPerSecond>* typical = accelerator.rent_offer(offer.kind + "_typical");
  if (typical == nullptr) return from_range(name, offer.price, from, inputs);
  const OriginId origin = inputs.origin(from);
  return inputs.study().variables.uncertain(
      name,
      DistributionOf<UsdPerSecond>{distributions::Pert{in_base_units(offer.price.low),
                                                       in_base_units(typical->price.low),
                                                       in_base_units(offer.price.high)}},
      origin);
}

/// What a commitment leaves of a hyperscaler's price on demand, as its vendors' headlines range.
std::optional<Range<double>> kept_by(const RentTerms& terms, const Sources& sources) {
  if (!terms.committed() || terms.segment != "hyperscaler") return std::nullopt;
  const auto found = sources.catalog.economic_figure("discount-hyperscaler-" + terms.commitment);
  const auto* discount = std::get_if<EconomicFigure>(&found);
  if (discount == nullptr) return std::nullopt;
  return Range<double>{1 - discount->value.high, 1 - discount->value.low};
}

std::string prices_text(double low, double high) {
  return low == high ? fmt::format("${:.2f} per GPU hour", low)
                     : fmt::format("${:.2f} to ${:.2f} per GPU hour, as offers range", low, high);
}

/// What the catalogue asks for an accelerator by the hour.
OnDemand catalogue_rent(const Place& place, const Sources& sources, Fleet& fleet, Inputs& inputs,
                        Option& option) {
  const Accelerator& accelerator = fleet.replica.placement.accelerator;
  const RentTerms terms = terms_of(place);
  const Offer<UsdPerSecond>* offer = offer_of(accelerator, terms);
  const std::optional<Range<double>> kept = kept_by(terms, sources);
  const bool unknown_term = terms.committed() && terms.segment != "neocloud" && !kept;
  if (offer == nullptr || unknown_term) {
    inputs.diagnostics().error(place.node().key_location(),
                               fmt::format("the catalogue has no rental price of {} {}{}", accelerator.id,
                                           terms.text(), at_path(place.node())),
                               "give it with `price`");
    return {};
  }
  OnDemand rent;
  double low = offer->price.low / (usd / hour), high = offer->price.high / (usd / hour);
  if (kept) {
    const Range<UsdPerSecond> committed{offer->price.low * kept->low, offer->price.high * kept->high};
    rent.price = from_range(
        fmt::format("accelerators.{}.rent.{}.{}", accelerator.id, offer->kind, terms.commitment), committed,
        catalogue_origin(fmt::format("{}.rent.{}.{}", accelerator.id, offer->kind, terms.commitment), *offer),
        inputs);
    low *= kept->low;
    high *= kept->high;
  } else {
    rent.price = drawn_rent(accelerator, *offer, inputs);
  }
  rent.source = inputs.source(rent.price, accelerator.id + ", " + terms.text());
  sold_as(*offer, rent.price.origin, fleet);
  assume(option, path_below(place.node(), "price"),
         fmt::format("rented {} at {}", terms.text(), prices_text(low, high)), inputs);
  hangs_on_it(option, rent.price.origin);
  return rent;
}

}  // namespace

std::vector<Field> rented_fields() {
  using namespace forms;
  return with_energy(
      EnergyOf::rented,
      fleet_fields({{"price", amount<UsdPerSecond>(), optional,
                     "per GPU, as $2.49/h; what the catalogue has of the segment if absent"},
                    {"segment", choice({"neocloud", "hyperscaler", "marketplace"}), optional,
                     "whose offers of the catalogue count; neocloud if absent"},
                    {"commitment", choice({"none", "1y", "3y"}), optional,
                     "for how long machines are taken, at the catalogue's price; none, on demand, if absent"},
                    {"scaling", choice({"always_on", "follow_load"}), optional,
                     "pay for the peak all month, or for the hours the load needs; always_on if absent"}}));
}

void read_rented(const Place& place, const Sources& sources, Inputs& inputs, Option& option) {
  std::optional<Fleet> fleet = read_fleet(place, sources, inputs, option);
  OnDemand rent;
  rent.price = inputs.number_or<UsdPerSecond>(place, "price", [&] {
    if (fleet) rent = catalogue_rent(place, sources, *fleet, inputs, option);
    return rent.price;
  });
  if (place.has("price")) rent.source = inputs.source(rent.price);
  for (const char* key : {"segment", "commitment"}) {
    if (!place.has("price") || Inputs::changes_default(place.at("price")) || !place.has(key)) continue;
    inputs.diagnostics().error(place.at(key).node().location(),
                               fmt::format("a price of your own is paid as it is: leave `{}` out{}", key,
                                           at_path(place.at(key).node())));
  }
  option.contracts.emplace_back(std::move(rent));
  if (!fleet) return;
  const auto scaling = place.find("scaling");
  fleet->follow_load = scaling && scaling->text() == "follow_load";
  option.serving = *std::move(fleet);
}

}  // namespace llmtco
