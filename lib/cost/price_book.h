#pragma once
#include <functional>
#include <string>

#include "catalog/api_price.h"
#include "cost/token_tariff.h"

namespace llmtco {

/// How long a provider keeps what is written to its cache; a longer life has another price.
enum class CacheLife { five_minutes, one_hour };

/// Gives a price of a row its origin; `what` is input, output, cache_read, cache_write, or such a key of a medium:
/// audio_input.
using PriceOrigin = std::function<OriginId(const PriceRow& row, const char* what)>;

/// The tariff of a price list on one day. Hours with prices of their own are windows, the rest of the day is
/// the window "other hours"; a tier holds from the first token count above its row's limit ("the whole
/// request is billed at this row if its input is longer").
///
/// Example: a row for 01:00 to 04:00 UTC gives the windows "other hours", 21/24 of the day, and
/// "01:00-04:00 UTC", 3/24 of it.
TokenTariff tariff_of(const PriceInForce& price, CacheLife life, const PriceOrigin& origin);

/// The row with the source and date of its prices of media.
PriceRow media_row(PriceRow row);

/// "01:00-04:00 UTC"
std::string name_of(const DailyWindow& window);

/// Part of the day from `from` to `to`, over midnight where `to` is the smaller: 22:00 to 04:00 is 0.25.
double share_of_day(const DailyWindow& window);

}  // namespace llmtco
