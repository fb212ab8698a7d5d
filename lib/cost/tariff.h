#pragma once
#include <string>
#include <vector>

#include "units/units.h"
#include "variables/uncertain.h"

namespace llmtco {

/// Prices of tokens of one kind each. Reads from and writes to a prompt cache cost as much as plain input
/// where the provider has no price of their own.
struct TokenPrices {
  Uncertain<UsdPerToken> input, output, cache_read, cache_write;
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
struct Tariff {
  std::vector<TariffWindow> windows;
  Uncertain<double> discount;  ///< off every price: negotiated, or that of a batch tier
  std::string source;          ///< where the prices come from, with their date
};

}  // namespace llmtco
