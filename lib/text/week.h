#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace llmtco {

/// Days of the week as bits, Monday the lowest.
inline constexpr unsigned every_day = 0x7f;

/// Hours of some days of every week, in minutes since midnight; from <= t < to, over midnight where `to` is the smaller.
struct DailyWindow {
  int from = 0;
  int to = 24 * 60;
  unsigned days = every_day;
};

/// "01:00-04:00"; nothing unless the hours exist and the first is the earlier one. 24:00 is the end of a day.
std::optional<DailyWindow> parse_hours(std::string_view text);

/// "mon-fri", "sat, sun", "mon"; nothing for other words and for no day at all.
std::optional<unsigned> parse_days(std::string_view text);

/// "mon-fri", "mon, wed"; every_day is "mon-sun".
std::string days_text(unsigned days);

int count_of_days(unsigned days);

/// Part of the week in the window: 01:00-04:00 is 0.125 of it every day, and 0.125 x 5 / 7 = 0.0893 from Monday to
/// Friday; over midnight 22:00-04:00 is 0.25.
double share_of_week(const DailyWindow& window);

/// Part of an hour of the week in the window: of hour 1, that from 01:00 on Monday, 00:30-01:15 holds 0.25.
double part_of_hour(int hour_of_week, const DailyWindow& window);

/// Whether some minute of the week is in both.
bool overlap(const DailyWindow& a, const DailyWindow& b);

}  // namespace llmtco
