#include "text/date.h"

#include <chrono>

#include <fmt/format.h>

namespace llmtco {
namespace {

std::chrono::year_month_day calendar(const Date& date) {
  return std::chrono::year(date.year) / date.month / date.day;
}

/// Digits only, so that "+1" or " 1" is no number here.
std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = 10 * value + (c - '0');
  }
  return value;
}

}  // namespace

std::string to_text(const Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)),
             day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const Date date{*year, *month, *day};
  return calendar(date).ok() ? std::optional(date) : std::nullopt;
}

std::optional<Date> parse_first_day(std::string_view text) {
  std::string whole(text);
  if (whole.size() == 4) whole += "-01";
  if (whole.size() == 7) whole += "-01";
  return parse_date(whole);
}

int days_since_epoch(const Date& date) {
  return static_cast<int>(std::chrono::sys_days(calendar(date)).time_since_epoch().count());
}

}  // namespace llmtco
