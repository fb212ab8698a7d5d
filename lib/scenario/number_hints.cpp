#include "scenario/number_hints.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "text/characters.h"
#include "text/closest.h"
#include "units/units.h"

namespace llmtco::hints {
namespace {

constexpr std::string_view digits = "0123456789";

/// "8M - 12M" and "8M..12M" were meant as an interval.
bool interval_meant(const std::string& text) {
  const std::size_t low = text.find_first_of(digits);
  for (const char* between : {"-", "\u2013", "\u2014", "\u00b1", ".."}) {
    const std::size_t at = text.find(between, low);
    if (at != std::string::npos && text.find_first_of(digits, at) != std::string::npos) return true;
  }
  return false;
}

/// "40 * 70/day" was meant as a formula.
bool formula_meant(const std::string& text) {
  return text.find_first_of("*+(", 1) != std::string::npos || text.find(" / ") != std::string::npos;
}

/// The amount in dollars with the currency sign of a text taken away, "$20k/month" of "20k€/month"; empty where
/// it has none.
std::string in_dollars(const std::string& text) {
  for (const std::string_view sign : {"€", "£", "¥", "EUR", "GBP", "CHF", "JPY", "Fr."}) {
    const std::size_t at = text.find(sign);
    if (at == std::string::npos) continue;
    std::string rest = text.substr(0, at);
    while (!rest.empty() && rest.back() == ' ') rest.pop_back();
    std::string behind = text.substr(at + sign.size());
    behind.erase(0, std::min(behind.find_first_not_of(' '), behind.size()));
    return "$" + rest + behind;
  }
  return "";
}

}  // namespace

std::string unreadable(const std::string& text, const QuantityError& error) {
  if (text.empty()) return "";
  if (const std::string dollars = in_dollars(text); !dollars.empty()) {
    return fmt::format(
        "amounts are in dollars: convert it, or make the rate a variable and write '= {} * usd_per_unit'",
        dollars);
  }
  if (text.front() == '+') return "a change is written with a percent sign or a factor, as +10% or *1.1";
  if (formula_meant(text)) return fmt::format("a formula begins with '=': write '= {}'", displayable(text));
  std::string hint = did_you_mean(error.word, unit_names());
  if (hint.empty() && interval_meant(text)) hint = "an interval is written with 'to', as 8M to 12M";
  return hint;
}

std::string other_unit(const Node& node, const std::string& text, const Measured& found, Dimension wanted) {
  if (std::string taken = shell_took_dollar(node, text, wanted); !taken.empty()) return taken;
  if (found.dimension == Usd::dimension) {
    if (wanted == UsdPerToken::dimension) return fmt::format("did you mean '{}/Mtok'?", text);
    constexpr double monthly = 100;  // dollars; nothing an hour is that dear, little a month is cheaper
    if (wanted == UsdPerSecond::dimension)
      return fmt::format("write '{}/{}'", text, found.value < monthly ? "h" : "month");
  }
  const bool in_months = node.key() == "horizon" || node.key() == "life";
  if (in_months && found.dimension == dimensionless) return fmt::format("did you mean '{} months'?", text);
  return "";
}

std::string shell_took_dollar(const Node& node, const std::string& text, Dimension wanted) {
  const bool override_ = node.location().line == 0;
  const bool begins_so = !text.empty() && (text.front() == '0' || text.front() == '.' ||
                                           text.front() == 'k' || text.front() == 'M' || text.front() == '/');
  if (!override_ || !begins_so || wanted.usd == 0) return "";
  return "a shell takes the $2 of \"$20k\" away: put single quotes around it, or write 20k USD";
}

std::string two_readings(const std::string& text, Dimension counts) {
  if (counts != TokensPerRequest::dimension && counts != RequestsPerSecond::dimension) return "";
  const std::size_t first = text.find_first_of(digits);
  const std::size_t point = std::min(text.find_first_not_of(digits, first), text.size());
  const std::size_t end = std::min(text.find_first_not_of(digits, point + 1), text.size());
  const bool grouped = first != std::string::npos && text[first] != '0' && point - first <= 3 &&
                       point < text.size() && text[point] == '.' && end - point == 4;
  if (!grouped || number_tail(text).multiplied) return "";
  std::string fraction = text.substr(point, end - point);
  fraction.erase(fraction.find_last_not_of("0.") + 1);
  const std::string whole = text.substr(0, point), rest = text.substr(end);
  return fmt::format("write {}{}{} or {}{}{}", whole, text.substr(point + 1, 3), rest, whole, fraction, rest);
}

}  // namespace llmtco::hints
