#pragma once
#include <optional>

#include "scenario/inputs.h"
#include "workload/week_profile.h"

namespace llmtco {

FormPtr profile_form();

/// How a class lies over the week: shares of hours of the day times shares of days of the week, of which what is left
/// over lies evenly over the hours and days that are not named. Hours are those of a place so many hours ahead of UTC.
///
/// Example: 80 % from 08:00 to 18:00 and 95 % from Monday to Friday: an hour of the ten on a working day has
/// 0.8 / 10 x 0.95 / 5 = 1.52 % of the week, 2.55 times the mean hour.
WeekProfile read_profile(const Place& place, Inputs& inputs);

}  // namespace llmtco
