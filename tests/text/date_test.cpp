#include "text/date.h"

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
