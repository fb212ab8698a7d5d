#include "text/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "text/characters.h"

namespace llmtco {
namespace {

/// Length of a run of digits from a position on.
std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t n = 0;
  while (at + n < text.size() && is_digit(text[at + n])) ++n;
  return n;
}

/// [-+]? digits [. digits] [e [-+]? digits], with a digit before or after the point.
bool looks_like_number(std::string_view text) {
  std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const std::size_t whole = digits_from(text, at);
  at += whole;
  std::size_t fraction = 0;
  if (at < text.size() && text[at] == '.') {
    fraction = digits_from(text, at + 1);
    if (fraction == 0) return false;
    at += 1 + fraction;
  }
  if (whole + fraction == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t exponent = digits_from(text, at);
    if (exponent == 0) return false;
    at += exponent;
  }
  return at == text.size();
}

bool has_leading_zero(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' && is_digit(text[1]);
}

std::string without_leading_zeros(std::string_view text) {
  const std::string sign = text[0] == '-' ? "-" : "";
  text.remove_prefix(std::min(text.find_first_of("0123456789"), text.size()));
  while (text.size() > 1 && text[0] == '0' && is_digit(text[1])) text.remove_prefix(1);
  return sign + std::string(text);
}

std::string hint_for(std::string_view text) {
  for (const char separator : {'_', ',', ' '}) {
    const std::string plain = without(text, separator);
    if (plain.size() != text.size() && looks_like_number(plain)) return "write " + plain;
  }
  const std::string lower = lower_case(text);
  const bool not_finite = lower.find("nan") != lower.npos || lower.find("inf") != lower.npos;
  if (not_finite && lower.size() <= 5) return "every number must be finite";
  if (lower.starts_with("0x") || lower.starts_with("0o")) return "write it in decimal";
  return "";
}

std::optional<Refusal> not_a_number(std::string_view text, const char* what) {
  if (looks_like_number(text) && !has_leading_zero(text)) return std::nullopt;
  if (looks_like_number(text)) {
    return Refusal{fmt::format("the number {} starts with a zero", shown(text)),
                   "write " + without_leading_zeros(text)};
  }
  return Refusal{fmt::format("expected {}, found {}", what, shown(text)), hint_for(text)};
}

}  // namespace

std::variant<double, Refusal> number_in(std::string_view text) {
  if (auto refusal = not_a_number(text, "a number")) return *refusal;
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value)) {
    return Refusal{fmt::format("the number {} is outside the range of a double", shown(text)), ""};
  }
  return value;
}

std::variant<std::int64_t, Refusal> integer_in(std::string_view text) {
  if (auto refusal = not_a_number(text, "a whole number")) return *refusal;
  const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::result_out_of_range) {
    return Refusal{fmt::format("the number {} does not fit 64 bits", shown(text)), ""};
  }
  if (error != std::errc() || end != digits.data() + digits.size()) {
    return Refusal{fmt::format("expected a whole number, found {}", shown(text)), "write all its digits"};
  }
  return value;
}

}  // namespace llmtco
