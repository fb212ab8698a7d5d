#include "cost/price_book.h"

#include <fmt/format.h>

namespace llmtco {
namespace {

TokenPrices prices_of(const PriceRow& row, CacheLife life, const PriceOrigin& origin) {
  using Price = Uncertain<UsdPerToken>;
  TokenPrices prices{.input = Price(row.input).from(origin(row, "input")),
                     .output = Price(row.output).from(origin(row, "output"))};
  const auto& write = life == CacheLife::one_hour ? row.cache_write_1h : row.cache_write_5m;
  if (row.cache_read) prices.cache_read = Price(*row.cache_read).from(origin(row, "cache_read"));
  if (write) prices.cache_write = Price(*write).from(origin(row, "cache_write"));
  const PriceRow of_media = media_row(row);
  for (const Medium medium : all_media) {
    const auto told = [&](const std::optional<UsdPerToken>& price, const char* what) {
      const std::string key = medium_key(medium, what);
      return price ? std::optional(Price(*price).from(origin(of_media, key.c_str()))) : std::nullopt;
    };
    const MediumPrices<UsdPerToken>& listed = row.media[medium];
    prices.media[medium] = {told(listed.input, "input"), told(listed.output, "output"),
                            told(listed.cache_read, "cache_read")};
  }
  return prices;
}

}  // namespace

PriceRow media_row(PriceRow row) {
  if (!row.media_source.empty()) row.source = row.media_source;
  if (!row.media_as_of.empty()) row.as_of = row.media_as_of;
  return row;
}

std::string name_of(const DailyWindow& window) {
  return fmt::format("{:02}:{:02}-{:02}:{:02} UTC", window.from / 60, window.from % 60, window.to / 60,
                     window.to % 60);
}

double share_of_day(const DailyWindow& window) {
  const int minutes = window.to > window.from ? window.to - window.from : window.to + 24 * 60 - window.from;
  return minutes / (24.0 * 60);
}

TokenTariff tariff_of(const PriceInForce& price, CacheLife life, const PriceOrigin& origin) {
  TokenTariff tariff;
  TariffWindow other_hours{
      .name = "other hours", .share_of_day = 1, .tiers = {{Tokens(), prices_of(price.base, life, origin)}}};
  for (const PriceRow& row : price.tiers)
    other_hours.tiers.push_back({row.above + token, prices_of(row, life, origin)});
  for (const PriceRow& row : price.windows) {
    const double share = share_of_day(*row.window);
    other_hours.share_of_day -= share;
    tariff.windows.push_back({.name = name_of(*row.window),
                              .share_of_day = share,
                              .tiers = {{Tokens(), prices_of(row, life, origin)}}});
  }
  tariff.windows.insert(tariff.windows.begin(), std::move(other_hours));
  return tariff;
}

}  // namespace llmtco
