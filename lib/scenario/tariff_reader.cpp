#include <fmt/format.h>

#include "cost/price_book.h"
#include "deployment/from_catalog.h"
#include "scenario/option_reader.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Prices the scenario gives itself: one tier, all day.
TokenTariff own_tariff(const Place& price, CacheLife life, Inputs& inputs) {
  TokenPrices prices;
  prices.input = inputs.number<UsdPerToken>(price.at("input"));
  prices.output = inputs.number<UsdPerToken>(price.at("output"));
  if (const auto read = price.find("cache_read")) prices.cache_read = inputs.number<UsdPerToken>(*read);
  if (const auto write = price.find("cache_write_5m"))
    prices.cache_write = inputs.number<UsdPerToken>(*write);
  const auto longer = life == CacheLife::one_hour ? price.find("cache_write_1h") : std::nullopt;
  if (longer) prices.cache_write = inputs.number<UsdPerToken>(*longer);
  for (const Medium medium : all_media) {
    const auto own = [&](const char* what) -> std::optional<Uncertain<UsdPerToken>> {
      const auto given = price.find(medium_key(medium, what).c_str());
      return given ? std::optional(inputs.number<UsdPerToken>(*given)) : std::nullopt;
    };
    prices.media[medium] = {own("input"), own("output"), own("cache_read")};
  }
  return {.windows = {{.name = "all day", .share_of_day = 1, .tiers = {{Tokens(), prices}}}},
          .service_factor =
              inputs.assumed(path_below(price.node(), "tier"), 1.0,
                             "prices of one's own are charged as they are", std::vector<Alternative>()),
          .discount = {},
          .source = source_text(written_origin(price.node()))};
}

Uncertain<double> standard_tier(const std::string& id, Inputs& inputs) {
  return inputs.assumed(id + ".tier", 1.0, "the standard tier",
                        {{instead(0.5, "a batch tier at half the price")}});
}

/// Lists are read again about once a quarter: a price seen longer ago, or after the day, may have been
/// another.
constexpr int days_of_trust = 90;

/// Says that a price was seen on another day than the scenario's, where no row bounds the time it holds.
void note_date(const std::string& id, const PriceRow& row, const Date& when, Option& option, Inputs& inputs) {
  const auto seen = parse_date(row.as_of);
  if (!seen) return;
  const int days = days_since_epoch(when) - days_since_epoch(*seen);
  if (days < -days_of_trust && !row.from)
    assume(option, id + ".from",
           fmt::format("the price seen on {} was the same on {}: its first day is not known", row.as_of,
                       to_text(when)),
           inputs);
  if (days > days_of_trust && !row.until)
    assume(option, id + ".until",
           fmt::format("the price seen on {} is still the same on {}", row.as_of, to_text(when)), inputs);
}

/// Warns of a price that is known to change before the horizon ends: every month is billed at that of the
/// first day.
void warn_of_change(const PriceList& list, const Place& endpoint, const Date& when, Inputs& inputs) {
  constexpr double days_a_month = 730 / 24.0;
  const int days = static_cast<int>(days_a_month * inputs.study().demand.horizon_months);
  for (const PriceRow& row : list.rows) {
    for (const auto& change : {row.from, row.until}) {
      if (!change) continue;
      const int away = days_since_epoch(*change) - days_since_epoch(when);
      if (away <= 0 || away >= days) continue;
      inputs.diagnostics().warning(
          endpoint.node().location(),
          fmt::format(
              "the price of {} changes on {}, within the horizon; all months are billed at that of {}{}",
              list.id, to_text(*change), to_text(when), at_path(endpoint.node())));
      return;
    }
  }
}

/// The discount of the batch tier, on top of a negotiated one.
void apply_tier(const Place& place, const PriceList& list, const Sources& sources, Inputs& inputs,
                TokenTariff& tariff) {
  const auto tier = place.find("tier");
  if (!tier || tier->text() == "standard") return;
  const auto found = sources.catalog.provider(list.provider);
  const auto* provider = std::get_if<Provider>(&found);
  const ServiceTier* service = provider == nullptr ? nullptr : provider->tier(tier->text());
  if (service == nullptr) {
    inputs.diagnostics().error(tier->node().location(),
                               fmt::format("the catalogue knows no {} tier of {}{}", tier->text(),
                                           list.provider, at_path(tier->node())),
                               "give its prices with `price`");
    return;
  }
  tariff.service_factor = Uncertain<double>(service->price_factor)
                              .from(inputs.origin({.kind = Origin::Kind::catalogue,
                                                   .name = fmt::format("{}.{}", provider->id, service->name),
                                                   .place = to_text(provider->where),
                                                   .source = service->source,
                                                   .as_of = service->as_of}));
  const std::string more =
      fmt::format("; {} tier x {}, {}", service->name, service->price_factor, service->source);
  tariff.source += more;
  if (!tariff.media_source.empty()) tariff.media_source += more;
}

/// Says that reads from a cache save nothing where nobody names their price.
void note_reads(const Place& place, bool priced, const char* of_whom, Option& option, Inputs& inputs) {
  if (place.has("cache") && !priced)
    assume(option, path_below(place.node(), "price.cache_read"),
           fmt::format("{} no price of cache reads: they cost as much as input", of_whom), inputs);
}

CacheLife cache_life(const Place& option) {
  const auto cache = option.find("cache");
  return cache && cache->has("life") && cache->at("life").text() == "1h" ? CacheLife::one_hour
                                                                         : CacheLife::five_minutes;
}

/// The price book's tariff on the scenario's day; where it has none, the option cannot be had.
TokenTariff read_book(const Place& place, const PriceList& list, const Sources& sources, Inputs& inputs,
                      Option& option) {
  const auto in_force = prices_on(list, sources.as_of);
  if (const auto* reason = std::get_if<std::string>(&in_force)) {
    option.unavailable = *reason + "; give its prices with `price`";
    return {.windows = {}, .service_factor = standard_tier(list.id, inputs), .discount = {}, .source = {}};
  }
  const PriceInForce& price = std::get<PriceInForce>(in_force);
  TokenTariff tariff = book_tariff(price, list.id, cache_life(place), inputs.study().variables);
  note_date(list.id, price.base, sources.as_of, option, inputs);
  warn_of_change(list, place.at("endpoint"), sources.as_of, inputs);
  if (!list.note.empty()) assume(option, list.id, "the price list notes: " + list.note, inputs);
  note_reads(place, price.base.cache_read.has_value(), "the price book has", option, inputs);
  apply_tier(place, list, sources, inputs, tariff);
  if (tariff.windows.size() > 1)
    assume(option, list.id + ".hours",
           "the load is even over the day, so that hours of other prices weigh by their length", inputs);
  return tariff;
}

}  // namespace

TokenTariff read_tariff(const Place& place, const Found<PriceList>& list, const Sources& sources,
                        Inputs& inputs, Option& option) {
  const auto price = place.find("price");
  if (!price) {
    if (const auto* known = std::get_if<PriceList>(&list))
      return read_book(place, *known, sources, inputs, option);
    not_found(place.at("endpoint"), std::get<NotFound>(list), inputs);
    return {};
  }
  TokenTariff tariff = own_tariff(*price, cache_life(place), inputs);
  note_reads(place, price->has("cache_read"), "the scenario gives", option, inputs);
  if (place.has("tier")) {
    inputs.diagnostics().error(place.at("tier").node().location(),
                               fmt::format("prices of your own are charged as they are: leave `tier` out{}",
                                           at_path(place.at("tier").node())));
  }
  return tariff;
}

}  // namespace llmtco
