#include "text/money.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "text/currencies.h"

namespace llmtco {
namespace {

thread_local std::string sign_in_use =
    "$";  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): a locale

/// The sign, the dollar, then digits: a sum whose digits are all 0 has no sign.
std::string signed_dollars(double usd, const std::string& digits, const char* letter = "") {
  const bool negative = usd < 0 && digits.find_first_of("123456789") != std::string::npos;
  return (negative ? "-" : "") + sign_in_use + digits + letter;
}

}  // namespace

MoneyIn::MoneyIn(std::string_view code) : before_(sign_in_use) { sign_in_use = before_amount(code); }
MoneyIn::~MoneyIn() { sign_in_use = std::move(before_); }
const std::string& money_sign() { return sign_in_use; }

std::string grouped(double value, int decimals) {
  // printf would round half to even.
  const double size = decimals == 0 ? std::round(std::abs(value)) : std::abs(value);
  std::string digits = fmt::format("{:.{}f}", size, decimals);
  const std::size_t point = digits.find('.');
  for (std::size_t i = point == std::string::npos ? digits.size() : point; i > 3; i -= 3)
    digits.insert(i - 3, ",");
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  return (value < 0 && !zero ? "-" : "") + digits;
}

std::string significant(double value, int digits) {
  if (value == 0) return "0";
  const std::string rounded = fmt::format("{:.{}e}", value, digits - 1);  // 9.9999 has the magnitude of 10.0
  const int magnitude = std::stoi(rounded.substr(rounded.find('e') + 1));
  return grouped(value, std::max(0, digits - 1 - magnitude));
}

std::string money(double usd) {
  const double size = std::abs(usd);
  return signed_dollars(usd, size >= 99.995             ? grouped(size, 0)
                             : size >= 0.1 || size == 0 ? grouped(size, 2)
                                                        : significant(size, 4));
}

std::string short_money(double usd) {
  const double size = std::abs(usd);
  if (size == 0) return sign_in_use + "0";
  if (size < 0.01) return signed_dollars(usd, significant(size, 2));
  if (size < 9.995) return signed_dollars(usd, grouped(size, 2));
  if (size < 999.5) return signed_dollars(usd, grouped(size, 0));
  struct Step {
    double size;
    const char* letter;
  };
  constexpr Step steps[] = {{1e3, "k"}, {1e6, "M"}, {1e9, "B"}, {1e12, "T"}};
  const Step* step = std::begin(steps);
  while (step + 1 != std::end(steps) && size >= 0.9995 * (step + 1)->size) ++step;
  const double of_it = size / step->size;
  // Thousands with one decimal, so that a column of them is aligned.
  const int decimals = of_it >= 99.95 ? 0 : step->size == 1e3 || of_it >= 9.995 ? 1 : 2;
  return signed_dollars(usd, grouped(of_it, decimals), step->letter);
}

}  // namespace llmtco
