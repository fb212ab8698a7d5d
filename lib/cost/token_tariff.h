#pragma once
#include <optional>
#include <string>
#include <vector>

#include "catalog/media.h"
#include "catalog/price_rules.h"
#include "cost/bill.h"
#include "cost/use.h"
#include "text/week.h"
#include "units/units.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// List prices of tokens of one kind each. Reads from and writes to a prompt cache cost as much as plain
/// input where the provider has no price of their own, and writes that are kept for an hour as much as others.
struct TokenPrices {
  Uncertain<UsdPerToken> input, output;
  std::optional<Uncertain<UsdPerToken>> cache_read{}, cache_write{}, cache_write_1h{};
  ByMedium<MediumPrices<Uncertain<UsdPerToken>>> media{};  ///< what has none cannot be bought
};

/// A request whose input reaches `from_input` tokens is billed at these prices as a whole.
struct TariffTier {
  Tokens from_input;
  TokenPrices prices;
};

/// Tiers in force during a share of the week.
struct TariffWindow {
  std::string name;                    ///< "all day", "01:00-04:00 UTC, mon-fri"
  double share_of_week = 1;            ///< of a load that is even over it; the windows of a tariff sum to 1
  std::vector<TariffTier> tiers;       ///< ascending, the first from 0
  std::optional<DailyWindow> hours{};  ///< those of no other window, if absent
};

/// Prices that take over within the horizon.
struct TariffChange {
  double from_month;  ///< of the horizon, from 0; 1.25 is a quarter of the second month
  std::string day;    ///< "2027-01-01"
  std::vector<TariffWindow> windows;
};

/// What one use of a tool costs.
struct ToolPrice {
  std::string tool;
  Uncertain<UsdPerRequest> price;
  std::string source;
};

/// Factors on token prices of a tier that a tariff is not in: a batch, beside the standard tier.
struct OtherTier {
  Uncertain<double> factor;
  std::optional<Uncertain<double>> cache_read_factor{};
  std::string source{};
};

/// What an API charges over the horizon.
struct TokenTariff {
  std::vector<TariffWindow> windows;      ///< on its first day
  std::vector<TariffChange> changes{};    ///< known ones, by day
  Uncertain<double> service_factor{1.0};  ///< of every token price: 0.5 in a batch tier
  /// In place of service_factor, of reads from a cache.
  std::optional<Uncertain<double>> cache_read_factor{};
  std::optional<Uncertain<double>>
      region_factor{};                           ///< of every token price: 1.1 where data stay in a region
  std::optional<Uncertain<double>> surcharge{};  ///< on every token price, as of a reseller
  std::optional<Uncertain<double>> change_a_year{};  ///< how token prices move, -0.3 for a third less a year
  std::optional<OtherTier> batch{};                  ///< where it is sold, beside the tier of this tariff
  Uncertain<double> discount;                        ///< off every token price, as negotiated
  std::vector<ToolPrice> tools{};
  std::optional<Uncertain<UsdPerTokenSecond>> storage{};  ///< of what a cache keeps
  std::string storage_source{};
  std::string source;          ///< where the prices come from, with their date
  std::string media_source{};  ///< those of media, where that is elsewhere
};

/// Prices as they are paid.
struct PaidPrices {
  Drawn<UsdPerToken> input, output, cache_read, cache_write, cache_write_1h;
};

/// What tokens cost under a tariff:
///
///     paid = (1 - discount) x list price x service factor x region factor x (1 + surcharge)
///
/// Example: $2.50/Mtok in a batch tier (0.5) with 10 % off: $1.125/Mtok; kept in a region at 1.1, $1.2375. A cache
/// without prices of its own is read and written at the price of input.
PaidPrices paid_prices(const TokenPrices& list, const TokenTariff& tariff, const Block& block);

/// The first kind of media tokens that a tariff has to pay for and has no price of at one of its tiers, as
/// "audio input"; empty where it has all. An answer in a loop is input of later calls.
std::string unpriced_media(const TokenTariff& tariff, const std::vector<ClassTraffic>& classes);

/// The first tool that a class uses and the tariff has no price for; empty where it has all.
std::string unpriced_tool(const TokenTariff& tariff, const std::vector<ClassTraffic>& classes);

/// Pays for all tokens bought, class by class, price list by price list of the horizon, window by window, tier by tier:
///
///     tokens of a kind x share of them billed by this list, in this window, at this tier x price paid
///
/// where calls are billed at the highest tier their input reaches (workload/tiers.h), the load lies over the week as
/// its profile says or evenly, and no line stands for what is nothing in every draw. Uses of tools and what a cache
/// keeps are paid at list prices.
///
/// Example: 1,000 calls of 200,000 input tokens with cv 0.5 at $5, and $10 from 272,000 on: 33.917 % of the tokens
/// are in calls that long, $661 + $678.
///
/// Media are lines of their own, at the shares of the class's input and output as a whole. Requires unpriced_media() to
/// find none.
///
/// Example: 1,000 calls of a minute of audio at 32 tokens a second, 1.92 Mtok, at $1: $1.92, beside 0.5 Mtok of text at
/// $0.30: $0.15.
///
/// Left out: that the share of media may be another in long calls than in short ones; block sizes of provider caches,
/// rate limits.
void bill(const TokenTariff& tariff, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
