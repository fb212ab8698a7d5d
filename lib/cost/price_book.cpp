#include "cost/price_book.h"

#include <fmt/format.h>

namespace llmtco {
namespace {

TokenPrices prices_of(const PriceRow& row, const PriceOrigin& origin) {
  using Price = Uncertain<UsdPerToken>;
  TokenPrices prices{.input = Price(row.input).from(origin(row, "input")),
                     .output = Price(row.output).from(origin(row, "output"))};
  if (row.cache_read) prices.cache_read = Price(*row.cache_read).from(origin(row, "cache_read"));
  if (row.cache_write_5m) prices.cache_write = Price(*row.cache_write_5m).from(origin(row, "cache_write"));
  if (row.cache_write_1h)
    prices.cache_write_1h = Price(*row.cache_write_1h).from(origin(row, "cache_write_1h"));
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
  const std::string days = window.days == every_day ? "" : ", " + days_text(window.days);
  return fmt::format("{:02}:{:02}-{:02}:{:02} UTC{}", window.from / 60, window.from % 60, window.to / 60,
                     window.to % 60, days);
}

std::vector<TariffWindow> windows_of(const PriceInForce& price, const PriceOrigin& origin) {
  std::vector<TariffWindow> windows;
  TariffWindow other_hours{
      .name = "other hours", .share_of_week = 1, .tiers = {{Tokens(), prices_of(price.base, origin)}}};
  for (const PriceRow& row : price.tiers)
    other_hours.tiers.push_back({row.above + token, prices_of(row, origin)});
  for (const PriceRow& row : price.windows) {
    const double share = share_of_week(*row.window);
    other_hours.share_of_week -= share;
    windows.push_back({.name = name_of(*row.window),
                       .share_of_week = share,
                       .tiers = {{Tokens(), prices_of(row, origin)}},
                       .hours = row.window});
  }
  windows.insert(windows.begin(), std::move(other_hours));
  return windows;
}

}  // namespace llmtco
