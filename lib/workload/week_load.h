#pragma once
#include <vector>

#include "variables/block.h"
#include "workload/workload.h"

namespace llmtco {

/// Hours of a day in which no class asks for more in one than in another.
struct AlikeHours {
  double hours;                   ///< so many of the day
  std::vector<double> over_mean;  ///< of each class, its load over that of its mean hour
};

/// Days of a week that are alike hour by hour.
struct AlikeDays {
  double days;  ///< so many of the week
  std::vector<AlikeHours> hours;
};

/// The hours of a week by what the classes' profiles say of them, days of UTC. A class without a profile is even.
///
/// Example: all requests from 08:00 to 18:00 on working days: five days of 10 hours at 168 / 50 = 3.36 times the mean
/// and 14 at nothing, and two days at nothing.
std::vector<AlikeDays> alike_days(const std::vector<const RequestClass*>& classes);

/// How far the busiest hour of a class is above that of its profile, 1 or more: requests of the same hour differ
/// between weeks.
///
///     burst = max(1, peak_to_mean / largest hour of the profile over its mean)
Column burst_of(const RequestClass& requests, const Block& block);

/// What classes ask of something that takes no more than so much: for each thing it counts (input tokens, requests),
/// the mean of each class, in units of capacity.
using AskedOfUnits = std::vector<std::vector<Column>>;

/// What of a load is above a capacity.
struct AboveCapacity {
  std::vector<Column> share;  ///< of each class's requests, that come while there is no room for them
  Column time;                ///< share of the hours in which more is asked than there is room for
  Column busiest, day;        ///< what the busiest hour asks for, and the mean of the busiest day, in units
  Drawn<Seconds> wait;        ///< longest, if what is above waits; an upper bound
};

/// Holds what classes ask for, hour by hour of a week, against a capacity. In hours of mean load L whose busiest is
/// b L the load lies between none and that as the curve
///
///     b L u^(b - 1), 0 < u < 1, whose mean is L: even at b = 1, a straight line at b = 2
///
/// so that with a capacity C, u* = min(1, C / (b L))^(1 / (b - 1)),
///
///     share of the time above C     1 - u*
///     served                        L u*^b + C (1 - u*)
///
/// Where several things are counted, the one of which most is asked decides; bursts of all classes come together.
///
/// Example: mean 1, busiest hour 2, capacity 1.5: u* = 0.75, a quarter of the time; served 0.5625 + 0.375 = 0.9375, so
/// that 6.25 % are above.
///
/// What waits is served in the quieter hours of its day: at most for as long as all that is above in a day takes.
/// Example: 10 hours of 1.5 with room for 1: 5 hours.
///
/// Left out: bursts shorter than an hour.
AboveCapacity above_capacity(const std::vector<const RequestClass*>& classes, const AskedOfUnits& asked,
                             const Column& capacity, const Block& block);

}  // namespace llmtco
