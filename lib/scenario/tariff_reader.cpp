#include <fmt/format.h>

#include "scenario/option_reader.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Prices the scenario gives itself: one tier, all day.
Tariff own_tariff(const Place& price, Inputs& inputs) {
  TokenPrices prices;
  prices.input = inputs.number<UsdPerToken>(price.at("input"));
  prices.output = inputs.number<UsdPerToken>(price.at("output"));
  const auto or_input = [&](const char* key) {
    const auto own = price.find(key);
    return own ? inputs.number<UsdPerToken>(*own) : prices.input;
  };
  prices.cache_read = or_input("cache_read");
  prices.cache_write = or_input("cache_write_5m");
  return {.windows = {{.name = "all day", .share_of_day = 1, .tiers = {{Tokens(), prices}}}},
          .discount = {},
          .source = fmt::format("scenario, {}", to_text(price.node().location()))};
}

TokenPrices prices_of(const PriceRow& row, bool one_hour) {
  const UsdPerToken write =
      one_hour ? row.cache_write_1h.value_or(row.input) : row.cache_write_5m.value_or(row.input);
  return {.input = row.input,
          .output = row.output,
          .cache_read = row.cache_read.value_or(row.input),
          .cache_write = write};
}

/// "The whole request is billed at this row if its input is longer": the first token count that is.
Tokens from_input(const PriceRow& row) { return row.above + token; }

double share_of_day(const DailyWindow& window) {
  const int minutes = window.to > window.from ? window.to - window.from : window.to + 24 * 60 - window.from;
  return minutes / (24.0 * 60);
}

std::string window_name(const DailyWindow& window) {
  return fmt::format("{:02}:{:02}-{:02}:{:02} UTC", window.from / 60, window.from % 60, window.to / 60,
                     window.to % 60);
}

Tariff book_tariff(const PriceInForce& price, const std::string& id, bool one_hour) {
  Tariff tariff;
  TariffWindow day{
      .name = "other hours", .share_of_day = 1, .tiers = {{Tokens(), prices_of(price.base, one_hour)}}};
  for (const PriceRow& row : price.tiers) day.tiers.push_back({from_input(row), prices_of(row, one_hour)});
  for (const PriceRow& row : price.windows) {
    const double share = share_of_day(*row.window);
    day.share_of_day -= share;
    tariff.windows.push_back({.name = window_name(*row.window),
                              .share_of_day = share,
                              .tiers = {{Tokens(), prices_of(row, one_hour)}}});
  }
  tariff.windows.insert(tariff.windows.begin(), std::move(day));
  tariff.source = fmt::format("{}, {}, {}", id, price.base.source, price.base.as_of);
  return tariff;
}

/// Lists are read again about once a quarter: a price seen longer ago, or after the day, may have been
/// another.
constexpr int days_of_trust = 90;

/// Says that a price was seen on another day than the scenario's, where no row bounds the time it holds.
void note_date(const PriceRow& row, const Date& when, Option& option) {
  const auto seen = parse_date(row.as_of);
  if (!seen) return;
  const int days = days_since_epoch(when) - days_since_epoch(*seen);
  if (days < -days_of_trust && !row.from)
    option.assumptions.push_back(fmt::format(
        "the price seen on {} was the same on {}: its first day is not known", row.as_of, to_text(when)));
  if (days > days_of_trust && !row.until)
    option.assumptions.push_back(
        fmt::format("the price seen on {} is still the same on {}", row.as_of, to_text(when)));
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
                Tariff& tariff) {
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
  for (TariffWindow& window : tariff.windows) {
    for (TariffTier& each : window.tiers) {
      TokenPrices& p = each.prices;
      for (Uncertain<UsdPerToken>* price : {&p.input, &p.output, &p.cache_read, &p.cache_write}) {
        price->constant = price->constant * service->price_factor;
      }
    }
  }
  tariff.source += fmt::format("; {} tier x {}, {}", service->name, service->price_factor, service->source);
}

/// Says that reads from a cache save nothing where nobody names their price.
void note_reads(const Place& place, bool priced, const char* of_whom, Option& option) {
  if (place.has("cache") && !priced)
    option.assumptions.push_back(
        fmt::format("{} no price of cache reads: they cost as much as input", of_whom));
}

/// Whether entries of the cache are kept for an hour, at a price of their own.
bool kept_one_hour(const Place& place) {
  const auto cache = place.find("cache");
  return cache && cache->has("life") && cache->at("life").text() == "1h";
}

/// The price book's tariff on the scenario's day; where it has none, the option cannot be had.
Tariff read_book(const Place& place, const PriceList& list, const Sources& sources, Inputs& inputs,
                 Option& option) {
  const auto in_force = prices_on(list, sources.as_of);
  if (const auto* reason = std::get_if<std::string>(&in_force)) {
    option.unavailable = *reason + "; give its prices with `price`";
    return {};
  }
  const PriceInForce& price = std::get<PriceInForce>(in_force);
  Tariff tariff = book_tariff(price, list.id, kept_one_hour(place));
  note_date(price.base, sources.as_of, option);
  warn_of_change(list, place.at("endpoint"), sources.as_of, inputs);
  if (!list.note.empty()) option.assumptions.push_back("the price list notes: " + list.note);
  note_reads(place, price.base.cache_read.has_value(), "the price book has", option);
  apply_tier(place, list, sources, inputs, tariff);
  if (tariff.windows.size() > 1)
    option.assumptions.push_back(
        "the load is even over the day, so that hours of other prices weigh by their length");
  return tariff;
}

}  // namespace

Tariff read_tariff(const Place& place, const Found<PriceList>& list, const Sources& sources, Inputs& inputs,
                   Option& option) {
  const auto price = place.find("price");
  if (!price) {
    if (const auto* known = std::get_if<PriceList>(&list))
      return read_book(place, *known, sources, inputs, option);
    not_found(place.at("endpoint"), std::get<NotFound>(list), inputs);
    return {};
  }
  Tariff tariff = own_tariff(*price, inputs);
  if (kept_one_hour(place) && price->has("cache_write_1h"))
    tariff.windows[0].tiers[0].prices.cache_write = inputs.number<UsdPerToken>(price->at("cache_write_1h"));
  note_reads(place, price->has("cache_read"), "the scenario gives", option);
  if (place.has("tier")) {
    inputs.diagnostics().error(place.at("tier").node().location(),
                               fmt::format("prices of your own are charged as they are: leave `tier` out{}",
                                           at_path(place.at("tier").node())));
  }
  return tariff;
}

}  // namespace llmtco
