#pragma once
#include "deployment/fleet.h"

namespace llmtco {

/// Calls that come to an option in each hour of the week, in the month numbered 0. Hours alike share a level.
struct WeekLoad {
  std::array<std::uint8_t, WeekNeed::hours> level{};  ///< of each hour, UTC, the first from 00:00 on Monday
  std::vector<Drawn<RequestsPerSecond>> calls;        ///< at each level
};

/// Of classes with a profile, its hours; their busiest hour is as busy as `peak_to_mean` says, if that is busier. Of
/// classes with a peak p and no profile two levels, every day alike: p times the mean from 09:00 UTC on for 24 / (p + 1)
/// hours, and 1 / p of it in the others, so that the mean is kept. All hours are alike where p is 1.
///
/// Example: a peak of 2 is twice the mean from 09:00 to 17:00 and half of it in 16 hours: (8 x 2 + 16 / 2) / 24 = 1.
///
/// Left out: peaks within the hour; of p above 23 the one busiest hour of the day comes on top of the mean.
WeekLoad week_load(const Context& context);

/// Calls of a month of the period over those of the month numbered 0, all classes together; 1 where there are none.
Column growth_of_calls(const Traffic& traffic, int month_of_period);

/// Replicas that each hour of the week needs, for every month of the period:
///
///     max(1, ceil(calls/s in the hour / (max load x capacity)))  with the least number and the spares of the fleet
///
/// or those of the busiest hour in all hours, where the fleet is fixed or does not follow the load.
WeekNeeds week_needs(const Fleet& fleet, const FleetCapacity& capacity, const Context& context);

}  // namespace llmtco
