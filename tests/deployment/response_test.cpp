#include "deployment/response.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "columns/column_math.h"

using namespace llmtco;

namespace {

Column spread_over(double from, double to) {
  Column all = Column::uninitialised();
  for (std::size_t i = 0; i < block_draws; ++i)
    all.values()[i] = from + (to - from) * static_cast<double>(i) / (block_draws - 1);
  return all;
}

/// Coefficients without any pattern.
Response response_to(std::span<const SurfaceAxis> axes, std::span<const Column> inputs) {
  Response response;
  for (std::size_t i = 0; i < features_of(axes, inputs, 0.5).size(); ++i)
    response.coefficients.push_back(std::sin(7.0 * static_cast<double>(i) + 1));
  return response;
}

}  // namespace

TEST_CASE("between two of its loads a response is a straight line") {
  Response response{std::vector<double>(response_loads.size(), 0)};
  response.coefficients[4] = 2;  // at a load of 0.25
  response.coefficients[5] = 3;  // at 0.35
  const LoadCurve curve(response, {}, {});
  CHECK(curve.at(LoadTerms(0.25)).constant() == doctest::Approx(2));
  CHECK(curve.at(LoadTerms(0.27)).constant() == doctest::Approx(2.2));
  CHECK(curve.at(LoadTerms(0.21)).constant() == doctest::Approx(1));  // half way from 0.17
  CHECK(curve.at(LoadTerms(0.1)).constant() == 0);
}

TEST_CASE("a response whose inputs are filled in is what its features make of it, at every load") {
  const std::vector<Column> inputs{spread_over(-1, 2), 5.0, spread_over(3, -4)};
  const std::vector<SurfaceAxis> axes{{.input = 0, .middle = 0.5, .width = 0.7, .low = -0.9, .high = 1.9},
                                      {.input = 2, .middle = -1, .width = 2, .low = -4, .high = 3}};
  const Response response = response_to(axes, inputs);
  const LoadCurve curve(response, axes, inputs);
  for (const Column& load : {spread_over(-0.1, 1.1), Column(0.86), Column(0.5), Column(2.0)}) {
    const Column by_features = response.at(features_of(axes, inputs, load)),
                 by_load = curve.at(LoadTerms(load));
    CHECK(largest(abs(by_features - by_load)) < 1e-13);
  }
  CHECK(largest(curve.at(LoadTerms(0.9)) - curve.at(LoadTerms(0.3))) > 0.1);
}

TEST_CASE("a load that is no number has no time") {
  Column load = spread_over(0, 1);
  load.values()[3] = std::nan("");
  const Column times = LoadCurve(response_to({}, {}), {}, {}).at(LoadTerms(load));
  CHECK(std::isnan(times[3]));
  CHECK_FALSE(std::isnan(times[4]));
}
