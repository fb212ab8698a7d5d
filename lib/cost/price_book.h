#pragma once
#include <functional>
#include <string>

#include "catalog/api_price.h"
#include "cost/token_tariff.h"

namespace llmtco {

/// Gives a price of a row its origin; `what` is input, output, cache_read, cache_write, or such a key of a medium:
/// audio_input.
using PriceOrigin = std::function<OriginId(const PriceRow& row, const char* what)>;

/// The windows of a price list on one day. Hours with prices of their own are windows, the rest of the week is
/// the window "other hours"; a tier holds from the first token count above its row's limit ("the whole
/// request is billed at this row if its input is longer").
///
/// Example: a row for 01:00 to 04:00 UTC gives the windows "other hours", 21/24 of the week, and
/// "01:00-04:00 UTC", 3/24 of it; from Monday to Friday alone, 15/168.
std::vector<TariffWindow> windows_of(const PriceInForce& price, const PriceOrigin& origin);

/// The row with the source and date of its prices of media.
PriceRow media_row(PriceRow row);

/// "01:00-04:00 UTC", "01:00-04:00 UTC, mon-fri"
std::string name_of(const DailyWindow& window);

}  // namespace llmtco
