#include "text/currencies.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace llmtco {
namespace {

constexpr CurrencyName currencies[] = {{dollars_code, "$"},
                                       {"EUR", "€"},
                                       {"GBP", "£"},
                                       {"INR", "₹"},
                                       {"KRW", "₩"},
                                       {"ILS", "₪"},
                                       {"TRY", "₺"},
                                       {"AED"},
                                       {"AUD"},
                                       {"BRL"},
                                       {"CAD"},
                                       {"CHF"},
                                       {"CNY"},
                                       {"CZK"},
                                       {"DKK"},
                                       {"HKD"},
                                       {"HUF"},
                                       {"IDR"},
                                       {"JPY"},
                                       {"MXN"},
                                       {"NOK"},
                                       {"NZD"},
                                       {"PLN"},
                                       {"RON"},
                                       {"SAR"},
                                       {"SEK"},
                                       {"SGD"},
                                       {"THB"},
                                       {"TWD"},
                                       {"ZAR"}};

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

}  // namespace

std::optional<CurrencyAhead> currency_at(std::string_view text) {
  for (const CurrencyName& each : currencies) {
    if (each.code == dollars_code) continue;
    if (!each.sign.empty() && text.starts_with(each.sign)) return CurrencyAhead{each.code, each.sign.size()};
    const std::size_t length = each.code.size();
    if (text.starts_with(each.code) && (text.size() == length || !is_letter(text[length])))
      return CurrencyAhead{each.code, length};
  }
  return std::nullopt;
}

std::string before_amount(std::string_view code) {
  const auto* found = std::find_if(std::begin(currencies), std::end(currencies),
                                   [&](const CurrencyName& each) { return each.code == code; });
  const bool has_sign = found != std::end(currencies) && !found->sign.empty();
  return has_sign ? std::string(found->sign) : std::string(code) + " ";
}

std::vector<std::string> currency_codes() {
  std::vector<std::string> codes;
  for (const CurrencyName& each : currencies) codes.emplace_back(each.code);
  return codes;
}

}  // namespace llmtco
