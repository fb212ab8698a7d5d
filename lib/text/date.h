#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace llmtco {

/// A calendar day (Gregorian), as prices and sources are dated.
struct Date {
  int year = 0;
  int month = 0;  ///< 1 to 12
  int day = 0;    ///< 1 to 31

  auto operator<=>(const Date&) const = default;
};

/// "2026-09-23".
std::string to_text(const Date& date);

/// Nothing unless the text is YYYY-MM-DD and the day exists: 2024-02-29 does, 2023-02-29 does not.
std::optional<Date> parse_date(std::string_view text);

/// The same, and YYYY-MM and YYYY, of which it is the first day: as sources are dated.
std::optional<Date> parse_first_day(std::string_view text);

/// Days from 1970-01-01; differences of dates in days.
int days_since_epoch(const Date& date);

}  // namespace llmtco
