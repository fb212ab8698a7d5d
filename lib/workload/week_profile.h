#pragma once
#include <array>

#include "text/week.h"

namespace llmtco {

/// How the requests of a class lie over a week.
struct WeekProfile {
  /// Share of them in each hour of the week, UTC, the first from 00:00 on Monday; they sum to 1.
  std::array<double, 168> share{};

  /// The busiest hour over the mean one.
  double peak_to_mean() const;
};

/// Part of the load that falls into a window of every week.
///
/// Example: of a load that lies evenly from 08:00 to 18:00 on working days, 01:00-10:00 from Monday to Friday holds two
/// hours of ten, 0.2.
double share_in(const WeekProfile& profile, const DailyWindow& window);

}  // namespace llmtco
