#include "text/plane.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "text/characters.h"

using namespace llmtco;

namespace {

using Values = std::vector<double>;

PlaneAxis labelled(PlaneAxis axis, const char* title = "") {
  axis.title = title;
  axis.label = [](double value) { return fmt::format("{:g}", value); };
  return axis;
}

/// Twelve columns behind the labels "0", "1" and "2", and four lines.
Plane small(bool unicode) {
  return {labelled({.low = 0, .high = 12, .ticks = {0, 6, 12}}, "req/s"),
          labelled(plane_axis(0, 2, 2), "s"),
          {15, 4},
          unicode};
}

constexpr double no_number = std::numeric_limits<double>::quiet_NaN(),
                 infinite = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("an axis begins and ends at round numbers") {
  CHECK(plane_axis(0, 47).ticks == Values{0, 10, 20, 30, 40, 50});
  CHECK(plane_axis(0.61, 0.78).low == doctest::Approx(0.6));
  CHECK(plane_axis(0.61, 0.78).high == doctest::Approx(0.8));
  CHECK(plane_axis(-3, 4, 7).ticks == Values{-3, -2, -1, 0, 1, 2, 3, 4});
  for (const double value : {0.0, 5.0, -5.0, 1e-30, 1e30}) {
    CAPTURE(value);
    const PlaneAxis axis = plane_axis(value, value);
    CHECK(axis.low < axis.high);
    CHECK(axis.share(value) >= 0);
    CHECK(axis.share(value) <= 1);
  }
}

TEST_CASE("an axis by factors begins and ends at 1, 2 or 5, and many powers of ten are its only ticks") {
  const PlaneAxis axis = plane_axis_by_factors(0.03, 0.4);
  REQUIRE(axis.ticks.size() == 5);
  CHECK(axis.ticks.front() == doctest::Approx(0.02));
  CHECK(axis.ticks.back() == doctest::Approx(0.5));
  CHECK(axis.share(0.1) == doctest::Approx(0.5));  // 5 times the lowest, a fifth of the highest
  CHECK(plane_axis_by_factors(3, 3).ticks == Values{2, 5});
  CHECK(plane_axis_by_factors(1, 1).ticks == Values{1, 2});
  CHECK(plane_axis_by_factors(1, 100'000).ticks == Values{1, 10, 100, 1000, 10'000, 100'000});
  CHECK(!std::isfinite(axis.share(0)));
}

TEST_CASE("a value has the cell it lies in, and the last cell holds the end") {
  Plane plane = small(false);
  CHECK(plane.mark({0, 0}, "a"));
  CHECK(plane.mark({0.99, 0.49}, "b"));  // hides a: cells are 1 wide and 0.5 high
  CHECK(plane.mark({6, 1}, "c"));
  CHECK(plane.mark({12, 2}, "d"));
  CHECK(plane.text() ==
        "s\n"
        "2 +           d\n"
        "1 +      c\n"
        "  |\n"
        "0 +b\n"
        "  ++-----+----+\n"
        "   0     6   12\n"
        "      req/s\n");
}

TEST_CASE("what lies beyond an end or is no number is not drawn") {
  Plane plane = small(false);
  const std::string empty = plane.text();
  for (const double wrong : {-0.1, 12.1, no_number, infinite, -infinite}) {
    CAPTURE(wrong);
    CHECK(!plane.mark({wrong, 1}, "x"));
    CHECK(!plane.upright(wrong, "x"));
  }
  CHECK(!plane.mark({1, 2.1}, "x"));
  CHECK(!plane.across(no_number, "x"));
  plane.line({0, 0}, {no_number, 1});
  plane.line({0, 0}, {1, infinite});
  plane.line({0, 3}, {12, 4});
  CHECK(plane.text() == empty);
}

TEST_CASE("lines are cut at the edges, and fill the halves of the cells they cross") {
  Plane plane = small(false);
  plane.line({-12, -2}, {24, 4});  // the diagonal, and as much again at both ends
  // It rises by a third of a line a column.
  CHECK(plane.text() ==
        "s\n"
        "2 +         .:'\n"
        "1 +      .:'\n"
        "  |   .:'\n"
        "0 +.:'\n"
        "  ++-----+----+\n"
        "   0     6   12\n"
        "      req/s\n");
}

TEST_CASE("a roof rises to its top and is level from there, and beyond its edge it is level alone") {
  Plane plane = small(false);
  plane.roof(0.5, 1);  // half a line of the picture in each of two columns, 1 from x = 2 on
  CHECK(plane.text() ==
        "s\n"
        "2 +\n"
        "1 +  ..........\n"
        "  | :\n"
        "0 +:\n"
        "  ++-----+----+\n"
        "   0     6   12\n"
        "      req/s\n");
  Plane level({.low = 4, .high = 12, .ticks = {4, 12}}, {.low = 0, .high = 2, .ticks = {}}, {14, 2}, false);
  level.roof(0.5, 1);
  CHECK(level.text() == " |............\n |\n ++----------+\n\n");
}

TEST_CASE("where not all labels of an axis by factors have room, powers of ten have it") {
  // 2, 5, 10, ... 500 on six lines: 10 and 100 first, then what is two lines from them, and the upper end.
  const Plane plane(labelled(plane_axis(0, 1)), labelled(plane_axis_by_factors(2, 500)), {30, 6}, false);
  const std::string text = plane.text();
  for (const char* label : {"500 +", "100 +", " 10 +"}) CHECK(text.find(label) != text.npos);
  CHECK(text.find("200 +") == text.npos);
  CHECK(text.find(" 20 +") == text.npos);
}

TEST_CASE("in Unicode a line is of braille dots") {
  Plane plane = small(true);
  plane.line({0, 0}, {12, 0});
  plane.mark({0.5, 0}, "●");
  plane.across(1, "┄");
  CHECK(plane.text() ==
        "s\n"
        "2 ┤\n"
        "1 ┤┄┄┄┄┄┄┄┄┄┄┄┄\n"
        "  │\n"
        "0 ┤●⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀\n"
        "  └┬─────┬────┬\n"
        "   0     6   12\n"
        "      req/s\n");
}

TEST_CASE("no line is wider than asked for, whatever the labels, and no label touches another") {
  for (const std::size_t width : {30u, 40u, 60u, 80u, 120u}) {
    for (const double high : {1.0, 7e3, 1e9}) {
      CAPTURE(width);
      CAPTURE(high);
      Plane plane(
          labelled(plane_axis(0, high, 12), "what is counted along the bottom, in units of something"),
          labelled(plane_axis_by_factors(1e-3, high)), {width, 9}, true);
      plane.line({0, 1e-3}, {high, high});
      const std::string text = plane.text();
      for (std::size_t start = 0; start < text.size(); start = text.find('\n', start) + 1) {
        const std::string line = text.substr(start, text.find('\n', start) - start);
        CHECK(code_points(line) <= width);
        CHECK((line.empty() || line.back() != ' '));
      }
    }
  }
}
