#include "text/date.h"
#include "text/week.h"

#include <doctest/doctest.h>

using namespace llmtco;

TEST_CASE("dates are days that exist, in order") {
  CHECK(parse_date("2024-02-29") == Date{2024, 2, 29});
  CHECK(!parse_date("2023-02-29"));
  CHECK(!parse_date("2023-13-01"));
  CHECK(!parse_date("2023/01/01"));
  CHECK(!parse_date("2023-01-1 "));
  CHECK(Date{2025, 6, 10} > Date{2025, 6, 9});
  CHECK(to_text(Date{2026, 8, 5}) == "2026-08-05");
  CHECK(days_since_epoch({1970, 1, 1}) == 0);
  CHECK(days_since_epoch({2026, 9, 23}) - days_since_epoch({2026, 8, 5}) == 49);  // 26 days of August + 23
}

TEST_CASE("days of the week are words, ranges and lists, over the end of the week too") {
  CHECK(parse_days("mon-fri") == 0x1fU);
  CHECK(parse_days("sat, sun") == 0x60U);
  CHECK(parse_days("fri-mon") == 0x71U);
  CHECK(parse_days("Wed") == 0x04U);
  CHECK_FALSE(parse_days("").has_value());
  CHECK_FALSE(parse_days("weekend").has_value());
  CHECK_FALSE(parse_days("mon,").has_value());
  CHECK(days_text(0x1f) == "mon-fri");
  CHECK(days_text(0x60) == "sat-sun");
  CHECK(days_text(every_day) == "mon-sun");
  CHECK(days_text(0x15) == "mon, wed, fri");
}

TEST_CASE("hours of the day end at midnight or before") {
  CHECK(parse_hours("01:00-04:30")->to == 270);
  CHECK(parse_hours("18:00-24:00")->to == 1440);
  CHECK_FALSE(parse_hours("22:00-04:00").has_value());
  CHECK_FALSE(parse_hours("1:00-4:00").has_value());
}

TEST_CASE("a window is its part of the week, over midnight too") {
  CHECK(share_of_week({60, 240}) == 0.125);   // 3 h of 24
  CHECK(share_of_week({1320, 240}) == 0.25);  // 2 h + 4 h of 24
  CHECK(share_of_week({60, 240, 0x1f}) == doctest::Approx(15.0 / 168));
  CHECK(overlap({60, 240, 0x1f}, {180, 300, 0x03}));
  CHECK_FALSE(overlap({60, 240, 0x1f}, {180, 300, 0x60}));
  CHECK_FALSE(overlap({60, 240}, {240, 300}));
}
