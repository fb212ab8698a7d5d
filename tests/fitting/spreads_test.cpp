#include <cmath>

#include "../performance/placements.h"
#include "fitting/fit.h"

using namespace llmtco;

namespace {

Case row(const std::string& hardware, const std::string& model) {
  return {.row_id = "",
          .metric = "",
          .stratum = "kind",
          .replica = {},
          .scenario = "",
          .hardware = hardware,
          .model = model,
          .engine = "any",
          .measured = {}};
}

/// `per_gpu` rows of each of four GPUs whose logarithms lie evenly in [shift - 0.1, shift + 0.1].
struct Rows {
  std::vector<Case> cases;
  LeftOutResiduals left;
};
Rows rows(const std::vector<double>& shifts, int per_gpu) {
  Rows out;
  for (std::size_t gpu = 0; gpu < shifts.size(); ++gpu) {
    for (int i = 0; i < per_gpu; ++i) {
      out.cases.push_back(row("gpu" + std::to_string(gpu), "model" + std::to_string(i % 4)));
      const double residual = shifts[gpu] + 0.2 * (i + 0.5) / per_gpu - 0.1;
      out.left.by_hardware.push_back(residual);
      out.left.by_model.push_back(residual);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("alike GPUs: nine in ten rows inside, and as many where the interval has not seen the GPU") {
  const Rows r = rows({0, 0, 0, 0}, 100);
  const std::vector<Spread> spreads = spreads_of(r.cases, r.left);
  REQUIRE(spreads.size() == 1);
  // 5 % of [-0.1, 0.1] lie below -0.09.
  CHECK(std::log(spreads[0].low) == doctest::Approx(-0.09).epsilon(0.03));
  CHECK(std::log(spreads[0].high) == doctest::Approx(0.09).epsilon(0.03));
  const Coverage c = coverages(r.cases, r.left, spreads).front();
  CHECK(c.by_hardware == doctest::Approx(0.9).epsilon(0.02));
  CHECK(c.nested_hardware == doctest::Approx(0.9).epsilon(0.02));
}

TEST_CASE("GPUs that differ: intervals go further out, and a new GPU is held less often than known ones") {
  const Rows alike = rows({0, 0, 0, 0}, 100), apart = rows({-0.3, 0, 0, 0.3}, 100);
  const std::vector<Spread> wide = spreads_of(apart.cases, apart.left);
  CHECK(wide[0].high / wide[0].low > spreads_of(alike.cases, alike.left)[0].high);
  const Coverage c = coverages(apart.cases, apart.left, wide).front();
  CHECK(c.tail == doctest::Approx(0.025));  // no quantile of the others holds the GPUs at the ends
  CHECK(c.by_hardware == doctest::Approx(0.95).epsilon(0.01));
  CHECK(c.nested_hardware < 0.8);
  CHECK(wide[0].hardware > 0.5);  // most of the variance lies between GPUs
}

TEST_CASE("rows of one GPU alone say nothing about a new one") {
  const Rows r = rows({0}, 50);
  CHECK(std::isnan(coverages(r.cases, r.left, spreads_of(r.cases, r.left)).front().nested_hardware));
}
