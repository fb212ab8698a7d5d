#include "workload/week_load.h"

#include <doctest/doctest.h>

using namespace llmtco;

namespace {

RequestClass even_class(double peak_to_mean = 1) {
  RequestClass requests;
  requests.name = "even";
  requests.peak_to_mean = peak_to_mean;
  return requests;
}

/// All requests in the first hours of every day.
RequestClass in_first_hours(int hours, double peak_to_mean = 1) {
  RequestClass requests = even_class(peak_to_mean);
  requests.profile.emplace();
  for (int day = 0; day < 7; ++day)
    for (int hour = 0; hour < hours; ++hour)
      requests.profile->share[static_cast<std::size_t>(24 * day + hour)] = 1.0 / (7 * hours);
  return requests;
}

AboveCapacity above_of(const RequestClass& requests, double mean, double capacity) {
  return above_capacity({&requests}, {{mean}}, capacity, Block());
}

}  // namespace

TEST_CASE(
    "a week without a profile is seven days of 24 alike hours, one with working days two kinds of days") {
  const RequestClass even = even_class();
  const auto all = alike_days({&even});
  REQUIRE(all.size() == 1);
  CHECK(all[0].days == 7);
  REQUIRE(all[0].hours.size() == 1);
  CHECK(all[0].hours[0].hours == 24);
  CHECK(all[0].hours[0].over_mean == std::vector<double>{1});
  RequestClass work = even;
  work.profile.emplace();
  for (std::size_t day = 0; day < 5; ++day)
    for (std::size_t hour = 8; hour < 18; ++hour) work.profile->share[24 * day + hour] = 0.02;
  const auto days = alike_days({&work});
  REQUIRE(days.size() == 2);
  CHECK(days[0].days + days[1].days == 7);
  CHECK(burst_of(work, Block()).is(1));
}

TEST_CASE(
    "a load whose busiest hour is twice the mean is above one and a half times it in a quarter of the "
    "hours") {
  const AboveCapacity above = above_of(even_class(2), 1, 1.5);
  CHECK(above.time[0] == doctest::Approx(0.25));
  CHECK(above.share[0][0] == doctest::Approx(0.0625));
  CHECK(above.busiest[0] == doctest::Approx(2));
  CHECK(above.day[0] == doctest::Approx(1));
}

TEST_CASE(
    "nothing is above the busiest hour, all is above a capacity of nothing, and less is above more of it") {
  for (const double peak : {1.0, 1.3, 2.0, 7.0}) {
    CAPTURE(peak);
    CHECK(above_of(even_class(peak), 1, peak).share[0].is(0));
    CHECK(above_of(even_class(peak), 1, 0).share[0].is(1));
    double before = 1, saved = 1;
    for (double capacity = 0.25; capacity <= peak; capacity += 0.25) {
      const double above = above_of(even_class(peak), 1, capacity).share[0][0];
      CHECK(above <= before);
      CHECK(before - above <= saved + 1e-9);  // each further unit saves no more than the one before
      saved = before - above;
      before = above;
    }
  }
}

TEST_CASE("a profile's busy hours are above a capacity that its mean keeps") {
  // Half of the hours at twice the mean: with room for 1.5, a quarter of it is above in half of the time.
  const AboveCapacity above = above_of(in_first_hours(12), 1, 1.5);
  CHECK(above.share[0][0] == doctest::Approx(0.25));
  CHECK(above.time[0] == doctest::Approx(0.5));
  CHECK(above.day[0] == doctest::Approx(1));
  // 12 hours of 0.5 too much, 6 in all, take 4 hours at 1.5.
  CHECK((above.wait / hour)[0] == doctest::Approx(4));
}

TEST_CASE("a burst beyond the profile's busiest hour lies in its busy hours") {
  // Twice the mean in half of the hours, four times in the busiest: they spread from 0 to 4 as a straight line, so that
  // with room for 3 a quarter of them are above, and 6.25 % of what comes then.
  const AboveCapacity above = above_of(in_first_hours(12, 4), 1, 3);
  CHECK(above.busiest[0] == doctest::Approx(4));
  CHECK(above.time[0] == doctest::Approx(0.125));
  CHECK(above.share[0][0] == doctest::Approx(0.0625));
}

TEST_CASE("of two things that are counted the one that is asked for most decides") {
  const RequestClass requests = even_class();
  const AboveCapacity above = above_capacity({&requests}, {{0.5}, {2.0}}, 1.0, Block());
  CHECK(above.share[0][0] == doctest::Approx(0.5));
}

TEST_CASE("a class without requests is above nothing") {
  for (const double capacity : {0.0, 1.0}) {
    const AboveCapacity above = above_of(even_class(3), 0, capacity);
    CHECK(above.busiest[0] < 1e-20);
    CHECK(above.share[0][0] >= 0);
    CHECK(above.share[0][0] <= 1);
  }
}
