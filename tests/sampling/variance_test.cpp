#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "api_cost.h"

using namespace llmtco;

namespace {

struct Runs {
  std::vector<Estimate> mean, p50, p95;
};

Runs runs_of(SamplingMethod method, int count, std::size_t draws) {
  static const ApiCost model;
  Runs runs;
  for (int seed = 1; seed <= count; ++seed) {
    const SamplingPlan plan = plan_for(method, draws);
    const Summary s =
        summarize(model.of(Sampler(plan, static_cast<std::uint64_t>(seed), names)), plan.replicates);
    runs.mean.push_back(s.mean);
    runs.p50.push_back(s.p50);
    runs.p95.push_back(s.p95);
  }
  return runs;
}

/// Mean square distance from `truth`.
double error(const std::vector<Estimate>& estimates, double truth) {
  double sum = 0;
  for (const Estimate& e : estimates) sum += (e.value - truth) * (e.value - truth);
  return sum / static_cast<double>(estimates.size());
}

double coverage(const std::vector<Estimate>& estimates, double truth) {
  const auto hit = [truth](const Estimate& e) { return e.low <= truth && truth <= e.high; };
  return static_cast<double>(std::count_if(estimates.begin(), estimates.end(), hit)) /
         static_cast<double>(estimates.size());
}

/// P50 and P95 from 2^22 Sobol' points: their own error is a hundredth of what is measured with them.
const Summary& reference() {
  static const Summary s = [] {
    const SamplingPlan plan{SamplingMethod::sobol, 8, std::size_t{1} << 19};
    return summarize(ApiCost().of(Sampler(plan, 4242, names)), plan.replicates);
  }();
  return s;
}

}  // namespace

TEST_CASE(
    "at 8,192 draws Sobol' points leave a fiftieth of the variance of a mean, a quarter of that of a P95") {
  const Runs plain = runs_of(SamplingMethod::plain, 300, 8192),
             sobol = runs_of(SamplingMethod::sobol, 300, 8192);
  const double mean_ratio = error(plain.mean, exact_mean) / error(sobol.mean, exact_mean);
  const double p95_ratio = error(plain.p95, reference().p95.value) / error(sobol.p95, reference().p95.value);
  MESSAGE("variance of plain / Sobol': mean "
          << mean_ratio << ", P95 " << p95_ratio << ", P50 "
          << error(plain.p50, reference().p50.value) / error(sobol.p50, reference().p50.value));
  CHECK(mean_ratio > 50);
  CHECK(p95_ratio > 4);
}

TEST_CASE("estimates are unbiased: the error of the mean of 300 runs is within four standard errors") {
  for (SamplingMethod method : {SamplingMethod::plain, SamplingMethod::sobol}) {
    const Runs runs = runs_of(method, 300, 8192);
    double average = 0;
    for (const Estimate& e : runs.mean) average += e.value / 300;
    CHECK(std::fabs(average - exact_mean) < 4 * std::sqrt(error(runs.mean, exact_mean) / 300));
  }
}

TEST_CASE("90 % intervals hold the truth in 85 to 95 % of the runs") {
  for (SamplingMethod method : {SamplingMethod::plain, SamplingMethod::sobol}) {
    for (std::size_t draws : {2048u, 8192u, 10000u}) {
      const Runs runs = runs_of(method, 600, draws);
      const double of_mean = coverage(runs.mean, exact_mean),
                   of_p50 = coverage(runs.p50, reference().p50.value),
                   of_p95 = coverage(runs.p95, reference().p95.value);
      MESSAGE((method == SamplingMethod::plain ? "plain " : "sobol ")
              << draws << " draws: coverage of mean " << of_mean << ", P50 " << of_p50 << ", P95 " << of_p95);
      for (double c : {of_mean, of_p50, of_p95}) {
        CHECK(c > 0.85);
        CHECK(c < 0.95);
      }
    }
  }
}
