#include <algorithm>

#include <fmt/format.h>

#include "cost/price_book.h"
#include "deployment/from_catalog.h"
#include "scenario/option_reader.h"
#include "scenario/tariff_rules.h"
#include "yaml/scalar.h"

namespace llmtco {
namespace {

/// Fees that the scenario gives itself come before those of the catalogue.
void read_own_fees(const Place& price, Inputs& inputs, TokenTariff& tariff) {
  if (const auto storage = price.find("storage")) {
    tariff.storage = inputs.number<UsdPerTokenSecond>(*storage);
    tariff.storage_source = source_text(written_origin(storage->node()));
  }
  const auto tools = price.find("tools");
  for (const Place& tool : tools ? tools->children() : std::vector<Place>())
    tariff.tools.push_back(
        {tool.key(), inputs.number<UsdPerRequest>(tool), source_text(written_origin(tool.node()))});
}

/// Prices the scenario gives itself: one tier, all day.
TokenTariff own_tariff(const Place& price, Inputs& inputs) {
  TokenPrices prices;
  prices.input = inputs.number<UsdPerToken>(price.at("input"));
  prices.output = inputs.number<UsdPerToken>(price.at("output"));
  if (const auto read = price.find("cache_read")) prices.cache_read = inputs.number<UsdPerToken>(*read);
  if (const auto write = price.find("cache_write_5m"))
    prices.cache_write = inputs.number<UsdPerToken>(*write);
  if (const auto longer = price.find("cache_write_1h"))
    prices.cache_write_1h = inputs.number<UsdPerToken>(*longer);
  for (const Medium medium : all_media) {
    const auto own = [&](const char* what) -> std::optional<Uncertain<UsdPerToken>> {
      const auto given = price.find(medium_key(medium, what).c_str());
      return given ? std::optional(inputs.number<UsdPerToken>(*given)) : std::nullopt;
    };
    prices.media[medium] = {own("input"), own("output"), own("cache_read")};
  }
  TokenTariff tariff{.windows = {{.name = "all day", .share_of_week = 1, .tiers = {{Tokens(), prices}}}},
                     .service_factor = inputs.assumed(path_below(price.node(), "tier"), 1.0,
                                                      "prices of one's own are charged as they are",
                                                      std::vector<Alternative>()),
                     .discount = {},
                     .source = source_text(written_origin(price.node()))};
  read_own_fees(price, inputs, tariff);
  if (const auto batch = price.find("batch"))
    tariff.batch = {.factor = inputs.number<double>(*batch),
                    .source = source_text(written_origin(batch->node()))};
  return tariff;
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

/// Says that reads from a cache save nothing where nobody names their price.
void note_reads(const Place& place, bool priced, const char* of_whom, Option& option, Inputs& inputs) {
  if (place.has("cache") && !priced)
    assume(option, path_below(place.node(), "price.cache_read"),
           fmt::format("{} no price of cache reads: they cost as much as input", of_whom), inputs);
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
  TokenTariff tariff = book_tariff(price, list.id, inputs.study().variables);
  note_date(list.id, price.base, sources.as_of, option, inputs);
  const auto provider = sources.catalog.provider(list.provider);
  const auto* known = std::get_if<Provider>(&provider);
  const ListedOption of{place, list, known != nullptr ? std::optional(*known) : std::nullopt};
  add_changes(of, sources.as_of, inputs, tariff);
  add_fees(of, price.base, inputs, tariff);
  if (!list.note.empty()) assume(option, list.id, "the price list notes: " + list.note, inputs);
  note_reads(place, price.base.cache_read.has_value(), "the price book has", option, inputs);
  add_batch(of, inputs, tariff);
  read_tier(of, inputs, option, tariff);
  read_region(of, inputs, tariff);
  const auto& classes = inputs.study().demand.workload.classes;
  const bool profiled = std::all_of(classes.begin(), classes.end(), [](const RequestClass& requests) {
    return requests.profile.has_value();
  });
  if (tariff.windows.size() > 1 && !profiled)
    assume(option, list.id + ".hours",
           "the load is even over the week, so that hours of other prices weigh by their length", inputs);
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
  TokenTariff tariff = own_tariff(*price, inputs);
  note_reads(place, price->has("cache_read"), "the scenario gives", option, inputs);
  for (const char* key : {"tier", "region"}) {
    if (!place.has(key)) continue;
    inputs.diagnostics().error(place.at(key).node().location(),
                               fmt::format("prices of your own are charged as they are: leave `{}` out{}",
                                           key, at_path(place.at(key).node())));
  }
  return tariff;
}

}  // namespace llmtco
