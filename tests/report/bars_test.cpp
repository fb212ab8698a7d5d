#include "report/bars.h"

#include <doctest/doctest.h>

#include "report/numbers.h"

using namespace llmtco;

namespace {
const Style fine{.unicode = true}, ascii{.unicode = false};
}

TEST_CASE("a bar is as long as its amount, to an eighth of a character") {
  const Scale scale{.high = 100, .width = 10};  // a character is 10, an eighth 1.25
  CHECK(bar(100, scale, fine) == "██████████");
  CHECK(bar(35, scale, fine) == "███▌");
  CHECK(bar(31.25, scale, fine) == "███▏");
  CHECK(bar(0, scale, fine) == "");
  CHECK(bar(0.01, scale, fine) == "▏");          // what is not nothing shows
  CHECK(bar(500, scale, fine) == "██████████");  // and ends with the scale
  CHECK(bar(35, scale, ascii) == "####");
  CHECK(bar(0.01, scale, ascii) == "#");
}

TEST_CASE("an interval stands at its place, and is never wider than its scale") {
  const Scale scale{.high = 100, .width = 20};  // a character is 5
  CHECK(interval_bar(10, 30, scale, fine) == "  ├──┤");
  CHECK(interval_bar(10, 30, scale, ascii) == "  |--|");
  CHECK(interval_bar(10, 20, scale, fine) == "  ├┤");
  CHECK(interval_bar(10, 11, scale, fine) == "  │");
  CHECK(interval_bar(100, 100, scale, fine) == std::string(19, ' ') + "│");
  for (const double low : {0.0, 3.0, 50.0, 99.0}) {
    for (const double high : {low, low + 1, 100.0, 140.0})
      CHECK(display_width(interval_bar(low, high, scale, fine)) <= scale.width);
  }
}

TEST_CASE("a scale ends at a round number and is labelled where its amounts stand") {
  CHECK(round_end(36'700) == 40'000);
  CHECK(round_end(41'000) == 50'000);
  CHECK(round_end(1.27e6) == 1.5e6);  // steps of 500k: seven of 200k would be too many
  CHECK(round_end(0.7) == doctest::Approx(0.8));
  CHECK(round_end(0) == 1);
  CHECK(axis_line({.high = 40'000, .width = 20}) == "0         20k       40k");
  CHECK(axis_line({.high = 1.5e6, .width = 30}) == "0         500k      1M        1.5M");
  CHECK(axis_line({.high = 60, .width = 9}) == "0        60");
}

TEST_CASE("money that varies is shown with the digits that mean something, aligned in a column") {
  CHECK(short_money(11'637) == "$11.6k");
  CHECK(short_money(7'858) == "$7.9k");
  CHECK(short_money(417'000) == "$417k");
  CHECK(short_money(1'280'000) == "$1.28M");
  CHECK(short_money(999'600) == "$1.00M");  // never $1000k
  CHECK(short_money(999.6) == "$1.0k");
  CHECK(short_money(66.32) == "$66");
  CHECK(short_money(5.328) == "$5.33");
  CHECK(short_money(0) == "$0");
  CHECK(short_money(0.00123) == "$0.0012");
  CHECK(short_money(-1'300) == "-$1.3k");
  CHECK(short_money(-0.0) == "$0");
  CHECK(short_money(2.5e9) == "$2.50B");
}

TEST_CASE("a latency that is uncertain by a fifth has two digits, and a share near all is not all") {
  CHECK(rough_duration(0.1159) == "0.12 s");
  CHECK(rough_duration(2.76) == "2.8 s");
  CHECK(rough_duration(35.4) == "35 s");
  CHECK(rough_duration(0.0034) == "3.4 ms");
  CHECK(rough_duration(270) == "4.5 min");
  CHECK(rough_percent(0.625) == "63 %");
  CHECK(rough_percent(1) == "100 %");
  CHECK(rough_percent(0) == "0 %");
  CHECK(rough_percent(0.9994) == ">99 %");
  CHECK(rough_percent(0.99) == "99 %");
  CHECK(rough_percent(0.01) == "1 %");
  CHECK(rough_percent(0.0004) == "<1 %");
}
