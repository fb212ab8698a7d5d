#include "text/week.h"

#include <algorithm>
#include <array>

#include "text/characters.h"

namespace llmtco {
namespace {

constexpr int minutes_a_day = 24 * 60;
constexpr std::array<std::string_view, 7> day_names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// Minutes since midnight of "06:00"; nothing if it is no time of day.
std::optional<int> minutes_of(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
    return std::nullopt;
  const int hours = 10 * (text[0] - '0') + (text[1] - '0'), minutes = 10 * (text[3] - '0') + (text[4] - '0');
  if (minutes > 59 || 60 * hours + minutes > minutes_a_day) return std::nullopt;
  return 60 * hours + minutes;
}

std::optional<unsigned> day_of(std::string_view word) {
  const auto found = std::find(day_names.begin(), day_names.end(), lower_case(word));
  if (found == day_names.end()) return std::nullopt;
  return static_cast<unsigned>(found - day_names.begin());
}

/// Bits of "mon" or "mon-fri"; "fri-mon" goes over the end of the week.
std::optional<unsigned> days_in(std::string_view part) {
  const std::size_t dash = part.find('-');
  const auto first = day_of(trimmed(part.substr(0, dash), " "));
  const auto last = dash == part.npos ? first : day_of(trimmed(part.substr(dash + 1), " "));
  if (!first || !last) return std::nullopt;
  unsigned days = 0;
  for (unsigned day = *first;; day = (day + 1) % 7) {
    days |= 1U << day;
    if (day == *last) return days;
  }
}

/// Whether two windows have a minute of one day in common, where neither goes over midnight.
bool minutes_meet(const DailyWindow& a, const DailyWindow& b) { return a.from < b.to && b.from < a.to; }

}  // namespace

std::optional<DailyWindow> parse_hours(std::string_view text) {
  if (text.size() != 11 || text[5] != '-') return std::nullopt;
  const auto from = minutes_of(text.substr(0, 5)), to = minutes_of(text.substr(6));
  if (!from || !to || *from >= *to) return std::nullopt;
  return DailyWindow{.from = *from, .to = *to};
}

std::optional<unsigned> parse_days(std::string_view text) {
  unsigned days = 0;
  while (true) {
    const std::size_t comma = text.find(',');
    const auto part = days_in(text.substr(0, comma));
    if (!part) return std::nullopt;
    days |= *part;
    if (comma == text.npos) return days;
    text.remove_prefix(comma + 1);
  }
}

std::string days_text(unsigned days) {
  std::string text;
  for (std::size_t day = 0; day < 7; ++day) {
    if ((days >> day & 1U) == 0) continue;
    std::size_t last = day;
    while (last < 6 && (days >> (last + 1) & 1U) != 0) ++last;
    text += text.empty() ? "" : ", ";
    text += day_names[day];
    if (last > day) text += "-" + std::string(day_names[last]);
    day = last;
  }
  return text;
}

int count_of_days(unsigned days) {
  int count = 0;
  for (unsigned day = 0; day < 7; ++day) count += static_cast<int>(days >> day & 1U);
  return count;
}

double share_of_week(const DailyWindow& window) {
  const int minutes =
      window.to > window.from ? window.to - window.from : window.to + minutes_a_day - window.from;
  return minutes / static_cast<double>(minutes_a_day) * (count_of_days(window.days) / 7.0);
}

double part_of_hour(int hour_of_week, const DailyWindow& window) {
  if ((window.days >> static_cast<unsigned>(hour_of_week / 24) & 1U) == 0) return 0;
  const int hour = hour_of_week % 24;
  const auto within = [&](int from, int to) {
    return std::max(0, std::min(60 * (hour + 1), to) - std::max(60 * hour, from)) / 60.0;
  };
  if (window.from < window.to) return within(window.from, window.to);
  return within(window.from, minutes_a_day) + within(0, window.to);
}

bool overlap(const DailyWindow& a, const DailyWindow& b) {
  return (a.days & b.days) != 0 && minutes_meet(a, b);
}

}  // namespace llmtco
