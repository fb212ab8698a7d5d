#include "serving/load_curve.h"

#include <doctest/doctest.h>

#include "serving/synthetic.h"

using namespace llmtco::serving;

namespace {

/// Good requests where a rate is below `most`.
std::optional<Summary> good_below(double rate, double most) {
  Summary summary;
  summary.good_share = rate < most ? 1 : 0.5;
  return summary;
}

}  // namespace

TEST_CASE("a curve says up to which of its rates the limits are kept, and from which on they are not") {
  // Rates of 10, 25, 40, 55, 70, 80, 87, 93, 97 and 110 a second.
  const LoadCurve curve = load_curve(100, 0.99, [](double rate) { return good_below(rate, 60); });
  REQUIRE(curve.points.size() == curve_loads().size());
  CHECK(curve.points[1].rate == doctest::Approx(25));
  CHECK(*curve.keeps == doctest::Approx(55));
  CHECK(*curve.breaks == doctest::Approx(70));
  CHECK(curve.points.back().saturated());
  CHECK(!curve.points[8].saturated());
}

TEST_CASE("a rate above capacity keeps no limit, however few requests came") {
  const LoadCurve curve = load_curve(100, 0.99, [](double rate) { return good_below(rate, 1e9); });
  CHECK(*curve.keeps == doctest::Approx(97));
  CHECK(*curve.breaks == doctest::Approx(110));
  const LoadCurve never = load_curve(100, 0.99, [](double rate) { return good_below(rate, 0); });
  CHECK(!never.keeps);
  CHECK(*never.breaks == doctest::Approx(10));
}

TEST_CASE(
    "the load of a rate is that of a capacity of its own where one is told, and what is not served is left "
    "out") {
  const LoadCurve curve = load_curve(100, 0.99, [](double rate) -> std::optional<Summary> {
    if (rate < 20) return std::nullopt;
    Summary summary;
    summary.load = rate / 90;
    return summary;
  });
  CHECK(curve.points.size() == curve_loads().size() - 1);
  CHECK(curve.points[7].rate == doctest::Approx(97));
  CHECK(curve.points[7].saturated());  // 97 of 90
  CHECK(*curve.keeps == doctest::Approx(87));
}

TEST_CASE("a load that comes twice as fast is the one drawn at twice the rate") {
  SyntheticLoad wanted;
  wanted.requests = 200;
  const Load slow = synthetic_load(wanted);
  wanted.arrivals.rate = 2;
  const Load fast = synthetic_load(wanted);
  const std::optional<Load> scaled = faster(slow, 2);
  REQUIRE(scaled);
  CHECK(*offered_rate(*scaled) == doctest::Approx(2 * *offered_rate(slow)));
  for (std::size_t i = 0; i < 200; ++i)
    CHECK(in_seconds(scaled->requests[i].arrival) == doctest::Approx(in_seconds(fast.requests[i].arrival)));
  CHECK(!faster(slow, 1e-5));  // 200 seconds become more than 46 days
}
