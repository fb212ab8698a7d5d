#include "report/numbers.h"

#include <fmt/format.h>

#include <cmath>
#include <string>

namespace llmtco {
namespace {

/// The part of a unit that three significant digits round up to the whole.
constexpr double rounds_up = 0.9995;

}  // namespace

std::string unit_price(double usd) {
  if (usd < 0) return "-" + unit_price(-usd);
  int decimals = 2;
  for (double size = usd; 0 < size && size < 10 && decimals < 15; size *= 10) ++decimals;
  std::string digits = grouped(usd, usd < 10 ? decimals : 2);
  for (const std::size_t cents = digits.find('.') + 3; digits.size() > cents && digits.back() == '0';)
    digits.pop_back();
  return money_sign() + digits;
}

std::string six_digits(double value) {
  const double size = std::abs(value);
  if (size != 0 && (size < 1e-5 || size >= 1e12)) return fmt::format("{:.6g}", value);
  std::string digits = size >= 1e6 ? grouped(value, 0) : significant(value, 6);
  if (digits.find('.') == std::string::npos) return digits;
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

std::string money_to_the_cent(double usd) {
  const std::string digits = std::abs(usd) >= 1 ? grouped(std::abs(usd), 2) : six_digits(std::abs(usd));
  return (usd < 0 && digits != "0" ? "-" : "") + money_sign() + digits;
}

std::string money_change(double usd) { return usd > 0 ? "+" + money(usd) : money(usd); }

std::string count(double value) {
  struct Step {
    double size;
    const char* letter;
  };
  for (const Step step : {Step{1e12, " T"}, Step{1e9, " B"}, Step{1e6, " M"}}) {
    // What rounds to 1,000 M is 1.00 B; below a million all digits are shown.
    const double from = step.size > 1e6 ? rounds_up * step.size : step.size;
    if (std::abs(value) >= from) return significant(value / step.size, 3) + step.letter;
  }
  if (std::abs(value) >= 100) return grouped(value, 0);
  return std::abs(value) == std::floor(std::abs(value)) ? grouped(value, 0) : significant(value, 3);
}

std::string duration(double seconds) {
  if (seconds < 0) return "-" + duration(-seconds);
  if (seconds < rounds_up * 1e-3) return significant(seconds * 1e6, 3) + " us";
  if (seconds < rounds_up) return significant(seconds * 1e3, 3) + " ms";
  if (seconds < 120) return significant(seconds, 3) + " s";
  if (seconds < 7200) return significant(seconds / 60, 3) + " min";
  return significant(seconds / 3600, 3) + " h";
}

std::string rough_duration(double seconds) {
  if (seconds < 0) return "-" + rough_duration(-seconds);
  if (seconds == 0) return "0 s";
  if (seconds < 0.00995) return significant(seconds * 1e3, 2) + " ms";
  if (seconds < 119.5) return significant(seconds, 2) + " s";
  if (seconds < 7170) return significant(seconds / 60, 2) + " min";
  return significant(seconds / 3600, 2) + " h";
}

std::string rough_percent(double share) {
  if (0 < share && share < 0.01) return "<1 %";
  if (0.99 < share && share < 1) return ">99 %";
  return grouped(100 * share, 0) + " %";
}

std::string percent(double share) { return grouped(share * 100, 1) + " %"; }
std::string points_change(double share) {
  const std::string points = grouped(share * 100, 1);
  return (share > 0 && points != "0.0" ? "+" : "") + points + " points";
}
std::string percent_change(double share) {
  const std::string text = percent(share);
  return (share > 0 && text != percent(0) ? "+" : "") + text;
}

}  // namespace llmtco
