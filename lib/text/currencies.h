#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llmtco {

inline constexpr std::string_view dollars_code = "USD";

/// A currency that amounts may be written in: its ISO 4217 code, and its sign where that means no other.
struct CurrencyName {
  std::string_view code, sign{};
};

/// The currency of a code (`EUR`) that a text begins with, or of a sign (`€`); nothing for others, dollars included. A
/// code ends where its letters do. `¥` may be two currencies, and is none.
struct CurrencyAhead {
  std::string_view code;
  std::size_t bytes;  ///< of the text
};
std::optional<CurrencyAhead> currency_at(std::string_view text);

/// What stands before an amount: "$" of USD, "€" of EUR, "CHF " of a currency that is written by its code.
std::string before_amount(std::string_view code);
/// All codes, USD first.
std::vector<std::string> currency_codes();

}  // namespace llmtco
