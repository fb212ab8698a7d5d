#include "studies.h"

#include <cmath>

using namespace llmtco;
using namespace llmtco::distributions;

namespace {

Summary cost_of(const Distribution& dollars_a_month, const Settings& settings) {
  Study study = empty_study();
  add_option(study, "it", dollars_a_month);
  return simulate(study, settings).options.at(0).figures.at(measures::monthly_cost);
}

bool holds(const Estimate& estimate, double truth) { return estimate.low <= truth && truth <= estimate.high; }

}  // namespace

TEST_CASE("a known cost is the same in every draw, and certain") {
  const Summary cost = cost_of(Constant{1234.5}, draws_of(4096));
  CHECK(cost.mean.value == doctest::Approx(1234.5).epsilon(1e-12));
  CHECK(cost.sd.value == 0);
  CHECK(cost.p5.value == cost.p95.value);
  CHECK(cost.mean.half_width() == 0);
}

TEST_CASE("means, spreads and percentiles of known distributions come out") {
  // Uniform(100, 300): mean 200, sd 200 / sqrt(12) = 57.735, P5 110, P95 290.
  const Summary uniform = cost_of(Uniform{100, 300}, draws_of(16384));
  CHECK(uniform.mean.value == doctest::Approx(200).epsilon(1e-5));
  CHECK(uniform.sd.value == doctest::Approx(57.735).epsilon(1e-3));
  CHECK(uniform.p5.value == doctest::Approx(110).epsilon(1e-3));
  CHECK(uniform.p95.value == doctest::Approx(290).epsilon(1e-3));
  // Lognormal(100, 0.5): mean 100 exp(0.125) = 113.315, P95 100 exp(0.5 x 1.64485) = 227.6.
  const Summary lognormal = cost_of(Lognormal{100, 0.5}, draws_of(16384));
  CHECK(lognormal.mean.value == doctest::Approx(113.315).epsilon(2e-4));
  CHECK(lognormal.p95.value == doctest::Approx(227.6).epsilon(2e-3));
}

TEST_CASE("the interval of a mean holds the truth in about nine runs of ten") {
  // 40 seeds; with a chance of 0.9 each, fewer than 29 happen once in a thousand.
  for (const SamplingMethod method : {SamplingMethod::sobol, SamplingMethod::plain}) {
    int held = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed)
      held += holds(cost_of(Gamma{4, 25}, draws_of(4096, method, seed)).mean, 100);
    CHECK(held >= 29);
  }
}

TEST_CASE("Sobol' points know a mean far better than plain draws") {
  CHECK(cost_of(Uniform{100, 300}, draws_of(8192)).mean.half_width() <
        0.1 * cost_of(Uniform{100, 300}, draws_of(8192, SamplingMethod::plain)).mean.half_width());
}

TEST_CASE("runs of more draws than are kept at once are merged from their replicates") {
  // 2^21 draws are summed up part by part; the answer is that of 2^20 together within its error, and the
  // error halves or so.
  const Distribution gamma = Gamma{4, 25};
  const Summary kept = cost_of(gamma, draws_of(std::size_t{1} << 18, SamplingMethod::plain)),
                merged = cost_of(gamma, draws_of(std::size_t{1} << 21, SamplingMethod::plain));
  CHECK(merged.mean.value == doctest::Approx(100).epsilon(5e-4));
  CHECK(merged.sd.value == doctest::Approx(50).epsilon(2e-3));  // 25 sqrt(4)
  CHECK(merged.p95.value == doctest::Approx(kept.p95.value).epsilon(3e-3));
  CHECK(merged.mean.half_width() > 0);
  CHECK(merged.mean.half_width() < kept.mean.half_width());
}

TEST_CASE("the number of threads changes nothing, merged or not") {
  for (const std::size_t draws : {std::size_t{8192}, std::size_t{1} << 21}) {
    Settings settings = draws_of(draws);
    settings.threads = 1;
    const Summary one = cost_of(Gamma{4, 25}, settings);
    settings.threads = 7;
    const Summary seven = cost_of(Gamma{4, 25}, settings);
    for (const auto member : {&Summary::mean, &Summary::sd, &Summary::p5, &Summary::p50, &Summary::p95}) {
      CHECK((one.*member).value == (seven.*member).value);
      CHECK((one.*member).low == (seven.*member).low);
    }
  }
}

TEST_CASE("progress is told, from nothing to all") {
  Study study = empty_study();
  add_option(study, "it", Uniform{1, 2});
  Settings settings = draws_of(65536);
  settings.threads = 1;
  std::size_t last = 0, all = 0;
  settings.progress = [&](std::size_t done, std::size_t blocks) {
    CHECK(done >= last);
    last = done;
    all = blocks;
  };
  simulate(study, settings);
  CHECK(all == 64);
  CHECK(last >= 32);
  CHECK(last <= all);
}

TEST_CASE("a formula that leaves its range in a late draw is found, not only in the first block") {
  Study study = empty_study();
  add_option(study, "it", Uniform{0, 1});
  const NodeId node = study.variables.draw("rare", Normal{0, 1});
  study.bounds.push_back({.node = node,
                          .low = -4.2,
                          .high = 4.2,  // left once in 37,000 draws
                          .what = "formula 'rare'",
                          .location = {"s.yaml", 1, 1},
                          .source = nullptr});
  CHECK_THROWS_WITH(simulate(study, draws_of(std::size_t{1} << 20, SamplingMethod::plain)),
                    doctest::Contains("s.yaml:1:1: error: formula 'rare' reaches"));
}
