#include "workload/sample.h"

#include <doctest/doctest.h>

#include <vector>

using namespace llmtco;

TEST_CASE("a sample of lengths gives their mean and their spread over it") {
  // 100, 200, 600: mean 300, deviations -200, -100, 300, squares 140,000; sqrt(140,000 / 3) / 300 = 0.7201.
  const SampleLength length = length_of_sample(std::vector<double>{100, 200, 600});
  CHECK(length.mean == 300);
  CHECK(length.cv == doctest::Approx(0.72008).epsilon(1e-4));
}

TEST_CASE("requests that are all alike, or all empty, have no spread") {
  CHECK(length_of_sample(std::vector<double>{50, 50}).cv == 0);
  CHECK(length_of_sample(std::vector<double>{0, 0}).cv == 0);
}
