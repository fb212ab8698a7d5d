#pragma once
#include <optional>
#include <string>
#include <vector>

#include "catalog/media.h"
#include "cost/bill.h"
#include "cost/use.h"
#include "units/units.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// List prices of tokens of one kind each. Reads from and writes to a prompt cache cost as much as plain
/// input where the provider has no price of their own.
struct TokenPrices {
  Uncertain<UsdPerToken> input, output;
  std::optional<Uncertain<UsdPerToken>> cache_read{}, cache_write{};
  ByMedium<MediumPrices<Uncertain<UsdPerToken>>> media{};  ///< what has none cannot be bought
};

/// A request whose input reaches `from_input` tokens is billed at these prices as a whole.
struct TariffTier {
  Tokens from_input;
  TokenPrices prices;
};

/// Tiers in force during a share of the day; the load is taken as even over it.
struct TariffWindow {
  std::string name;               ///< "all day", "01:00-04:00 UTC"
  double share_of_day = 1;        ///< the windows of a tariff sum to 1
  std::vector<TariffTier> tiers;  ///< ascending, the first from 0
};

/// What an API charges on one day.
struct TokenTariff {
  std::vector<TariffWindow> windows;
  Uncertain<double> service_factor{1.0};  ///< of every price: 0.5 in a batch tier
  Uncertain<double> discount;             ///< off every price, as negotiated
  std::string source;                     ///< where the prices come from, with their date
  std::string media_source{};             ///< those of media, where that is elsewhere
};

/// Prices as they are paid.
struct PaidPrices {
  Drawn<UsdPerToken> input, output, cache_read, cache_write;
};

/// What tokens cost under a tariff:
///
///     paid = (1 - discount) x list price x service factor
///
/// Example: $2.50/Mtok in a batch tier (0.5) with 10 % off: $1.125/Mtok. A cache without prices of its own is
/// read and written at the price of input.
PaidPrices paid_prices(const TokenPrices& list, const TokenTariff& tariff, const Block& block);

/// The first kind of media tokens that a tariff has to pay for and has no price of at one of its tiers, as
/// "audio input"; empty where it has all. An answer in a loop is input of later calls.
std::string unpriced_media(const TokenTariff& tariff, const std::vector<ClassTraffic>& classes);

/// Pays for all tokens bought, class by class, window by window, tier by tier:
///
///     tokens of a kind x share of them billed in this window at this tier x price paid
///
/// where calls are billed at the highest tier their input reaches (workload/tiers.h), the load is even over the
/// day, and no line stands for what is nothing in every draw.
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
/// Left out: that the share of media may be another in long calls than in short ones; minimum lengths and block
/// sizes of provider caches, rate limits.
void bill(const TokenTariff& tariff, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
