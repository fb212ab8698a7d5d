#include "scenario/rent_price.h"

#include <fmt/format.h>

#include "yaml/scalar.h"

namespace llmtco {
namespace {

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

/// What a discount of the catalogue leaves of a price.
std::optional<Range<double>> left_after(const std::string& id, const Catalog& catalog) {
  const auto found = catalog.economic_figure(id);
  const auto* discount = std::get_if<EconomicFigure>(&found);
  if (discount == nullptr) return std::nullopt;
  return Range<double>{1 - discount->value.high, 1 - discount->value.low};
}

/// What a commitment leaves of a hyperscaler's price on demand, as its vendors' headlines range, and what is left of any
/// price where machines may be taken away.
std::optional<Range<double>> kept_by(const RentTerms& terms, const Catalog& catalog) {
  if (terms.spot) return left_after("discount-spot", catalog);
  if (!terms.committed() || terms.segment != "hyperscaler") return std::nullopt;
  return left_after("discount-hyperscaler-" + terms.commitment, catalog);
}

/// What a discount leaves of a segment's offers: uniform between its ends, on spot about the middle of the discount off
/// the median offer.
Uncertain<UsdPerSecond> discounted_rent(const Accelerator& accelerator, const Offer<UsdPerSecond>& offer,
                                        const Range<double>& kept, const RentTerms& terms, Inputs& inputs) {
  const std::string id =
      fmt::format("{}.rent.{}.{}", accelerator.id, offer.kind, terms.spot ? "spot" : terms.commitment);
  const Range<UsdPerSecond> left{offer.price.low * kept.low, offer.price.high * kept.high};
  const Offer<UsdPerSecond>* typical = accelerator.rent_offer(offer.kind + "_typical");
  if (!terms.spot || typical == nullptr)
    return from_range("accelerators." + id, left, catalogue_origin(id, offer), inputs);
  const OriginId origin = inputs.origin(catalogue_origin(id, offer));
  const double middle = in_base_units(typical->price.low) * (kept.low + kept.high) / 2;
  return inputs.study().variables.uncertain("accelerators." + id,
                                            DistributionOf<UsdPerSecond>{distributions::Pert{
                                                in_base_units(left.low), middle, in_base_units(left.high)}},
                                            origin);
}

std::string prices_text(double low, double high) {
  return low == high ? fmt::format("${:.2f} per GPU hour", low)
                     : fmt::format("${:.2f} to ${:.2f} per GPU hour, as offers range", low, high);
}

}  // namespace

std::string RentTerms::text() const {
  if (spot) return fmt::format("on spot of a {}", segment);
  return committed() ? fmt::format("for {} of a {}", commitment == "1y" ? "one year" : "three years", segment)
                     : fmt::format("on demand of a {}", segment);
}

RentTerms terms_of(const Place& option) {
  const auto segment = option.find("segment");
  return {segment ? segment->text() : "neocloud", "none"};
}

Rent catalogue_rent(const RentAsked& asked, Fleet& fleet, Inputs& inputs, Option& option) {
  const Place& place = asked.place;
  const RentTerms& terms = asked.terms;
  const Accelerator& accelerator = fleet.replica.placement.accelerator;
  const Offer<UsdPerSecond>* offer = offer_of(accelerator, terms);
  const std::optional<Range<double>> kept = kept_by(terms, asked.catalog);
  const bool unknown_term = terms.committed() && terms.segment != "neocloud" && !kept;
  if (offer == nullptr || unknown_term) {
    inputs.diagnostics().error(place.node().key_location(),
                               fmt::format("the catalogue has no rental price of {} {}{}", accelerator.id,
                                           terms.text(), at_path(place.node())),
                               "give it with `price`");
    return {};
  }
  Rent rent;
  double low = offer->price.low / (usd / hour), high = offer->price.high / (usd / hour);
  if (kept) {
    rent.price = discounted_rent(accelerator, *offer, *kept, terms, inputs);
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

}  // namespace llmtco
