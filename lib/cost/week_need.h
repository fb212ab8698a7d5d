#pragma once
#include <array>
#include <bitset>
#include <cstdint>
#include <functional>
#include <vector>

#include "columns/column.h"

namespace llmtco {

/// Hours of the week, UTC, the first from 00:00 on Monday.
using WeekHours = std::bitset<168>;

/// Replicas that the load of one month needs in each hour of its weeks. Hours that need the same share a level, so
/// that what is computed of 168 hours is computed a few times.
struct WeekNeed {
  static constexpr std::size_t hours = 168;

  std::array<std::uint8_t, hours> level{};  ///< of each hour, as in WeekHours
  std::vector<Column> replicas{};           ///< needed at each level

  /// The same replicas in every hour.
  static WeekNeed even(Column replicas);
};

/// Months of a period, one after the other; one stands for all where they are alike.
using WeekNeeds = std::vector<WeekNeed>;

/// Weeks of a month of 730 hours.
inline constexpr double weeks_a_month = 730.0 / 168.0;

using OfReplicas = std::function<Column(const Column& replicas)>;

/// Mean of f(replicas) over the hours of all months.
///
/// Example: 2 replicas in 118 hours of the week and 6 in 50: (118 x 2 + 50 x 6) / 168 = 3.19.
Column mean_over_hours(const WeekNeeds& needs, const OfReplicas& of);

/// The needs with f(replicas) in place of them.
WeekNeeds changed(WeekNeeds needs, const OfReplicas& of);
/// The same in these hours alone.
WeekNeeds changed_within(WeekNeeds needs, const WeekHours& hours, const OfReplicas& of);

/// What the hour that needs most of all months needs.
Column most_needed(const WeekNeeds& needs);

/// Replicas started in a month, mean over the months: whatever an hour needs more than the one before it, the first of
/// the week after the last.
///
/// Example: 2 replicas at night and 6 by day, on five days: 5 x 4 x 730 / 168 = 86.9 starts a month.
Column starts_a_month(const WeekNeeds& needs);

/// Replicas paid for, mean over the hours, where one that is started is paid for `least` hours at least. Those that have
/// been paid for are used before others are started, and the oldest are given back first:
///
///     started_h = max(0, needed_h - paid_(h-1))
///     paid_h    = max(needed_h, started in the last `least` hours)
///
/// Example: one replica in one hour of each day, at least 3 hours: 3 / 24.
Column paid_at_least(const WeekNeeds& needs, int least);

}  // namespace llmtco
