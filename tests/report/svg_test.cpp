#include "report/svg.h"

#include <doctest/doctest.h>

#include "report/stored_figures.h"
#include "report/svg_axis.h"

using namespace llmtco;

TEST_CASE("a drawing tells its title and what it shows, and escapes what users wrote") {
  Svg svg("it", {640, 100}, "Costs of <b>", "Bars & lines");
  svg.rect({10, 20.04}, {100, 16}, "c1", "a < b");
  svg.text({0, 12.26}, "<script>", "end");
  CHECK(svg.element() ==
        "<svg viewBox=\"0 0 640 100\" role=\"img\" aria-labelledby=\"it-t it-d\">\n"
        "<title id=\"it-t\">Costs of &lt;b&gt;</title><desc id=\"it-d\">Bars &amp; lines</desc>\n"
        "<rect x=\"10\" y=\"20\" width=\"100\" height=\"16\" class=\"c1\"><title>a &lt; b</title></rect>\n"
        "<text x=\"0\" y=\"12.3\" class=\"end\">&lt;script&gt;</text>\n"
        "</svg>\n");
}

TEST_CASE("an axis ends at round numbers and has ticks at 1, 2 or 5 times a power of ten") {
  const Axis money = axis_over(0, 47'000, {100, 600});
  CHECK(money.ticks == std::vector<double>{0, 10'000, 20'000, 30'000, 40'000, 50'000});
  CHECK(money.at(0) == 100);
  CHECK(money.at(25'000) == 350);
  CHECK(money.at(1e9) == 600);  // beyond an end is at it
  const Axis shares = axis_over(0.62, 0.89, {280, 14});
  CHECK(shares.low == doctest::Approx(0.6));
  CHECK(shares.high == doctest::Approx(0.9));
  CHECK(axis_over(5, 5, {0, 1}).high > 5);  // of one number there is an axis as well
}

TEST_CASE("values that differ by rounding alone have the axis of a single value") {
  const Axis axis = axis_over(0.7999999999999999, 0.8000000000000002, {0, 100});
  CHECK(axis.low == doctest::Approx(0.8));
  CHECK(axis.high == doctest::Approx(1.8));
  CHECK(axis.ticks.size() < 10);
}

TEST_CASE("by factors the same factor is the same step") {
  const Axis times = axis_by_factors(0.2, 40, {0, 300});
  CHECK(times.low == doctest::Approx(0.1));
  CHECK(times.high == doctest::Approx(100));
  CHECK(times.at(1) == doctest::Approx(100));
  CHECK(times.at(10) == doctest::Approx(200));
  CHECK(times.ticks.size() == 10);  // 0.1, 0.2, 0.5, 1, ... 100
}

TEST_CASE("a stored error is given back to the last bit, at every size and on both sides of 0") {
  const Estimate plain = estimate_of(10, 0.25);
  CHECK(plain.low == 9.75);
  CHECK(plain.high == 10.25);
  // 16,895 less 502 lies below 16,384, where numbers are closer together.
  struct Stored {
    double value, error;
  };
  for (const Stored& stored :
       {Stored{16895.39154848402, 501.95586609691145}, Stored{47.505563515662836, 12.769033885518494},
        Stored{0.25572445890945394, 0.005434077931582307}, Stored{-918.9095280227743, 29.93400894033323},
        Stored{0, 3e-9}, Stored{5, 0}, Stored{1e-300, 1e300}}) {
    CAPTURE(stored.value);
    const Estimate estimate = estimate_of(stored.value, stored.error);
    CHECK(estimate.value == stored.value);
    CHECK(estimate.half_width() == stored.error);
  }
}
