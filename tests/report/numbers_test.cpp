#include <doctest/doctest.h>

#include "report/numbers.h"
#include "report/spread.h"

using namespace llmtco;

TEST_CASE("money is shown with the digits people read") {
  CHECK(money(0) == "$0.00");
  CHECK(money(-0.0) == "$0.00");
  CHECK(money(49'975.4) == "$49,975");
  CHECK(money(1e9) == "$1,000,000,000");
  CHECK(money(12.34) == "$12.34");
  CHECK(money(99.994) == "$99.99");
  CHECK(money(99.995) == "$100");  // never $100.00 beside $100
  CHECK(money(100) == "$100");
  CHECK(money(0.30) == "$0.30");
  CHECK(money(0.1) == "$0.10");
}

TEST_CASE("amounts below ten cents keep four significant digits, without an exponent") {
  CHECK(money(0.004998) == "$0.004998");
  CHECK(money(0.0199) == "$0.01990");
  CHECK(money(0.000001234567) == "$0.000001235");
  CHECK(money(1e-12) == "$0.000000000001000");
  CHECK(money(0.099999) == "$0.1000");
}

TEST_CASE("the sign stands before the dollar, and nothing has none") {
  CHECK(money(-743) == "-$743");
  CHECK(money(-0.25) == "-$0.25");
  CHECK(money(-0.001) == "-$0.001000");
  CHECK(money_change(1'240) == "+$1,240");
  CHECK(money_change(-743) == "-$743");
  CHECK(money_change(0) == "$0.00");
  CHECK(money_change(-0.0) == "$0.00");
}

TEST_CASE("counts are shortened from a million on") {
  CHECK(count(0) == "0");
  CHECK(count(0.25) == "0.250");
  CHECK(count(7) == "7");
  CHECK(count(3.805) == "3.81");  // 3.805 lies a little above its nearest double's half
  CHECK(count(667) == "667");
  CHECK(count(6'667) == "6,667");
  CHECK(count(999'999) == "999,999");
  CHECK(count(1e6) == "1.00 M");
  CHECK(count(10e6) == "10.0 M");
  CHECK(count(123.4e6) == "123 M");
  CHECK(count(2.4e9) == "2.40 B");
  CHECK(count(1e12) == "1.00 T");
  CHECK(count(-5e6) == "-5.00 M");
}

TEST_CASE("times change their unit") {
  CHECK(duration(0) == "0 us");
  CHECK(duration(2.5e-5) == "25.0 us");
  CHECK(duration(0.0123) == "12.3 ms");
  CHECK(duration(0.163) == "163 ms");
  CHECK(duration(1.2) == "1.20 s");
  CHECK(duration(119) == "119 s");
  CHECK(duration(270) == "4.50 min");
  CHECK(duration(7200) == "2.00 h");
  CHECK(duration(-0.0123) == "-12.3 ms");
}

TEST_CASE("a number that rounds up to the next step is not shown as a thousand of the last") {
  CHECK(duration(0.9999) == "1.00 s");
  CHECK(duration(0.0009999) == "1.00 ms");
  CHECK(count(999.9996e6) == "1.00 B");
}

TEST_CASE("rough sums have two digits, and the last of them is not lost") {
  CHECK(rough_money(0) == "$0");
  CHECK(rough_money(543) == "$540");
  CHECK(rough_money(3'040) == "$3.0k");
  CHECK(rough_money(21'960) == "$22k");
  CHECK(rough_money(-21'960) == "-$22k");
  CHECK(rough_money(1.04e6) == "$1.00M");  // and not ten million
  CHECK(rough_money(2.04e6) == "$2.00M");
  CHECK(rough_money(1.36e6) == "$1.40M");
  CHECK(rough_money(10.4e6) == "$10M");
  CHECK(rough_money(2.04e9) == "$2.00B");
}

TEST_CASE("shares are percent with one decimal, and never minus nothing") {
  CHECK(percent(0.123) == "12.3 %");
  CHECK(percent(1) == "100.0 %");
  CHECK(percent(0) == "0.0 %");
  CHECK(percent(-0.0001) == "0.0 %");
  CHECK(percent_change(0.041) == "+4.1 %");
  CHECK(percent_change(-0.36) == "-36.0 %");
  CHECK(percent_change(0.0001) == "0.0 %");  // no sign where nothing is to be seen
}

TEST_CASE("a unit price has the digits that make quantity times price come out") {
  CHECK(unit_price(0.125) == "$0.125");  // 99.4 Mtok are $12.43, not $11.93
  CHECK(unit_price(2.0547945) == "$2.055");
  CHECK(unit_price(0.1437) == "$0.1437");
  CHECK(unit_price(10) == "$10.00");
  CHECK(unit_price(0.15) == "$0.15");
  CHECK(unit_price(194.95) == "$194.95");
  CHECK(unit_price(33'000) == "$33,000.00");
  CHECK(unit_price(0.0199) == "$0.0199");
  CHECK(unit_price(0.000004) == "$0.000004");
  CHECK(unit_price(0) == "$0.00");
  CHECK(unit_price(-0.125) == "-$0.125");
}
