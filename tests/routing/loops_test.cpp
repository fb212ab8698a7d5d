#include <cmath>
#include <random>

#include "columns/repeatable.h"
#include "routing/agent_steps.h"
#include "routing/lost_cache.h"

using namespace llmtco;
using namespace llmtco::routing;

namespace {

TaskLengths loop(double calls) {
  TaskLengths lengths;
  lengths.calls.mean = calls;
  lengths.input = 1000.0 * token / request;
  lengths.step = 500.0 * token / request;
  return lengths;
}
double in_tokens(const Drawn<TokensPerRequest>& amount) { return (amount / (token / request))[0]; }

}  // namespace

TEST_CASE("half of three calls to each of two models reads 1,000 tokens of 2,500 anew") {
  CHECK(in_tokens(lost_reads(loop(3), 0.5)) == doctest::Approx(500));
  CHECK(in_tokens(lost_reads(loop(3), 1.0)) == doctest::Approx(0));
  CHECK(in_tokens(lost_reads(loop(1), 0.5)) == doctest::Approx(0));
  // What all tasks share is kept by either model: of 1,000, 400 of them shared, a call that switches loses 600.
  TaskLengths shared = loop(2);
  shared.shared = 400.0 * token / request;
  CHECK(in_tokens(lost_reads(shared, 0.5)) == doctest::Approx(150));
}

TEST_CASE("what loops of 1 to 200 calls lose is what a walk through their calls loses") {
  std::mt19937_64 words(7);
  for (const int calls : {2, 10, 50, 200}) {
    CAPTURE(calls);
    constexpr int tasks = 20'000;
    double lost = 0;
    for (int task = 0; task < tasks; ++task) {
      double kept = 0;
      for (int k = 0; k < calls; ++k) {
        const bool here = static_cast<double>(words() >> 11) * 0x1p-53 < 0.3;
        if (!here) continue;
        const double prefix = k == 0 ? 0 : 1000 + 500.0 * (k - 1);
        lost += prefix - kept;
        kept = 1000 + 500.0 * k;
      }
    }
    CHECK(in_tokens(lost_reads(loop(calls), 0.3)) == doctest::Approx(lost / tasks).epsilon(0.02));
  }
}

TEST_CASE("a step that is tried three times where a mistake is seen") {
  const StepOutcome step = outcome_of({0.9, 0.8, 3});
  CHECK(step.calls[0] == doctest::Approx(1.0864));
  CHECK(step.right[0] == doctest::Approx(0.97776));
  CHECK(step.given_up[0] == doctest::Approx(0.000512));
}

TEST_CASE("ten such steps") {
  const AgentTask task = agent_task({0.9, 0.8, 3}, {10.0, 0.0});
  CHECK(task.success[0] == doctest::Approx(std::pow(0.97776, 10)).epsilon(1e-9));
  CHECK(task.steps[0] == doctest::Approx((1 - std::pow(1 - 0.000512, 10)) / 0.000512).epsilon(1e-9));
  CHECK(task.per_success[0] == doctest::Approx(task.steps[0] * 1.0864 / std::pow(0.97776, 10)));
  // Without attempts beyond the first and nobody who sees a mistake, 0.9^10 succeed.
  CHECK(agent_task({0.9, 0.0, 1}, {10.0, 0.0}).success[0] == doctest::Approx(0.348678).epsilon(1e-5));
  CHECK(agent_task({0.9, 0.0, 1}, {10.0, 0.0}).calls[0] == doctest::Approx(10));
}

TEST_CASE("tasks that differ in their steps succeed as often as simulated ones") {
  const Calls calls{20.0, 0.5};
  const double square = std::log1p(100.0 / 361), sigma = std::sqrt(square);
  std::mt19937_64 words(11);
  double success = 0, finished = 0;
  constexpr int tasks = 200'000;
  for (int i = 0; i < tasks; ++i) {
    const double u = (static_cast<double>(words() >> 12) + 0.5) * 0x1p-52;
    const double n = 1 + 19 * std::exp(sigma * repeatable::normal_quantile(u) - square / 2);
    success += std::pow(0.97776, n) / tasks;
    finished += std::pow(1 - 0.000512, n) / tasks;
  }
  const AgentTask task = agent_task({0.9, 0.8, 3}, calls);
  CHECK(task.success[0] == doctest::Approx(success).epsilon(0.005));
  CHECK(task.finished[0] == doctest::Approx(finished).epsilon(0.001));
}
