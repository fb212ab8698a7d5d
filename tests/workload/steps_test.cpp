#include "workload/steps.h"

#include <cmath>
#include <limits>
#include <vector>

#include "columns/repeatable.h"
#include "random/philox.h"
#include "workload/tokens.h"

// What becomes of tasks whose steps may fail: by hand, summed call by call, and against tasks drawn one by one.

using namespace llmtco;

namespace {

double in_tokens(const Drawn<TokensPerRequest>& count) { return (count / (token / request))[0]; }

/// E[made (made - 1)] of calls whose mean and cv are told.
double pairs_of(const Calls& calls) { return calls.pairs()[0]; }

/// The loop of a class whose steps are noticed and put right with these chances.
AgentLoop loop_of(double calls, double cv, double noticed, double recovery) {
  AgentLoop loop;
  loop.calls = {calls, cv};
  loop.steps = AgentSteps{noticed, recovery};
  return loop;
}

/// What a loop over the calls of a task comes to.
struct Summed {
  double made = 0, pairs = 0, input = 0, repeated = 0;
};
Summed summed(int calls, double goes_on) {
  Summed sum;
  double reached = 1;
  for (int k = 0; k < calls; ++k, reached *= goes_on) {
    sum.made += reached;
    sum.pairs += 2 * k * reached;
    sum.input += reached * (1000 + 500.0 * k);
    if (k > 0) sum.repeated += reached * (1000 + 500.0 * (k - 1));
  }
  return sum;
}

/// Tasks drawn one by one, a step at a time.
struct Simulated {
  double right = 0, made = 0, pairs = 0, again = 0;
};
Simulated simulated(const Calls& needed, double most, double right, const AgentSteps& steps) {
  constexpr std::uint32_t tasks = 200'000;
  Simulated sum;
  const double mean = needed.mean[0] - 1, deviation = needed.cv[0] * needed.mean[0];
  const double square = std::log1p(deviation * deviation / (mean * mean));
  const auto chance = [](std::uint32_t word) { return (word + 0.5) * 0x1p-32; };
  for (std::uint32_t task = 0; task < tasks; ++task) {
    const PhiloxWords first = philox({task, 0, 0, 1}, 7);
    const double z = repeatable::normal_quantile(chance(first[0]));
    const double calls = 1 + mean * std::exp(std::sqrt(square) * z - 0.5 * square);
    // Whole calls, as often the next as its part says.
    const double needs = std::floor(calls) + (chance(first[1]) < calls - std::floor(calls) ? 1 : 0);
    bool fine = true;
    double made = 0;
    while (made < std::min(needs, most)) {
      const PhiloxWords words = philox({task, 1 + static_cast<std::uint32_t>(made), 0, 2}, 7);
      made += 1;
      if (chance(words[0]) < right) continue;
      const bool noticed = chance(words[1]) < steps.noticed.constant;
      sum.again += noticed;
      if (noticed && chance(words[2]) < steps.recovery.constant) continue;
      fine = false;
      if (noticed) break;
    }
    sum.right += fine && calls <= most;  // numbers of calls are continuous: 3.2 are more than 3
    sum.made += made;
    sum.pairs += made * (made - 1);
  }
  return {sum.right / tasks, sum.made / tasks, sum.pairs / tasks, sum.again / tasks};
}

}  // namespace

TEST_CASE("twenty steps of 95 % make a task of 36 %, and of 60 % where half of the failures are put right") {
  const Block block;
  CHECK(tasks_right(loop_of(20, 0, 0, 0), 0.95, block).constant() == doctest::Approx(0.3584859));
  // q = 0.95 + 0.05 x 0.5 = 0.975, and 0.975^20; all is as right where nobody notices what is not put right.
  CHECK(tasks_right(loop_of(20, 0, 1, 0.5), 0.95, block).constant() == doctest::Approx(0.6026898));
  CHECK(tasks_right(loop_of(20, 0, 0.5, 1), 0.95, block).constant() == doctest::Approx(0.6026898));
  // Stopped with chance 0.025 after each: (1 - 0.975^20) / 0.025 calls, and one in twenty once more.
  const CallsMade made = calls_made(loop_of(20, 0, 1, 0.5), {20.0, 0.0}, Column(0.95), block);
  CHECK(made.calls.mean.constant() == doctest::Approx(15.89241));
  CHECK(made.again.constant() == doctest::Approx(0.05));
  CHECK(made.calls.cv.constant() == doctest::Approx(0.3917).epsilon(1e-3));
  // Nobody notices: every call is made, whatever becomes of it.
  CHECK(calls_made(loop_of(20, 0, 0, 0), {20.0, 0.0}, Column(0.95), block).calls.mean.constant() == 20);
}

TEST_CASE("loops of 1 to 200 calls make and read what a sum over their calls says") {
  for (const double stops : {1e-12, 1e-6, 1e-4, 1e-3, 0.01, 0.025, 0.3, 0.9, 1.0}) {
    for (int calls = 1; calls <= 200; ++calls) {
      CAPTURE(stops);
      CAPTURE(calls);
      const Summed sum = summed(calls, 1 - stops);
      const Calls made = calls_made({static_cast<double>(calls), 0.0}, std::nullopt, stops);
      REQUIRE(made.mean.constant() == doctest::Approx(sum.made).epsilon(1e-12));
      REQUIRE(pairs_of(made) == doctest::Approx(sum.pairs).epsilon(1e-9));
      TaskLengths lengths;
      lengths.calls = made;
      lengths.retries = 0.1;
      lengths.input = 1000.0 * token / request;
      lengths.step = 500.0 * token / request;
      const TaskTokens task = task_tokens(lengths);
      REQUIRE(in_tokens(task.input) == doctest::Approx(1.1 * sum.input).epsilon(1e-9));
      REQUIRE(in_tokens(task.repeated) == doctest::Approx(sum.repeated + 0.1 * sum.input).epsilon(1e-9));
    }
  }
}

TEST_CASE("tasks that differ in their calls are right, and end, as often as 200,000 that are drawn") {
  struct Case {
    double mean, cv, most, right, noticed, recovery;
  };
  constexpr double none = std::numeric_limits<double>::infinity();
  for (const Case& c : {Case{20, 0.5, none, 0.97, 0.7, 0.6}, Case{20, 0.5, 30, 0.99, 0.7, 0.6},
                        Case{12, 1.2, 25, 0.95, 0.9, 0.2}, Case{35, 0.8, none, 1.0, 0.5, 0.5},
                        Case{4, 0.6, 3, 0.9, 0, 0}, Case{16.8, 0.42, 50, 0.98, 1, 0}}) {
    CAPTURE(c.mean);
    CAPTURE(c.most);
    AgentLoop loop = loop_of(c.mean, c.cv, c.noticed, c.recovery);
    if (c.most < none) loop.most_calls = Uncertain<double>(c.most);
    const Calls needed{c.mean, c.cv};
    const Simulated drawn = simulated(needed, c.most, c.right, *loop.steps);
    const CallsMade made = calls_made(loop, needed, Column(c.right), Block());
    // Five standard errors at the most, and what cutting calls to whole ones takes.
    CHECK(tasks_right(loop, c.right, Block()).constant() == doctest::Approx(drawn.right).epsilon(0.012));
    CHECK(made.calls.mean.constant() == doctest::Approx(drawn.made).epsilon(0.008));
    CHECK(pairs_of(made.calls) == doctest::Approx(drawn.pairs).epsilon(0.025));
    CHECK(made.again.constant() * made.calls.mean.constant() == doctest::Approx(drawn.again).epsilon(0.03));
  }
}

TEST_CASE("where every step is right, or none is noticed and nobody cuts, tasks make the calls they need") {
  for (const double cv : {0.0, 0.5, 2.0}) {
    const Calls needed{17.0, cv};
    const CallsMade made = calls_made(loop_of(17, cv, 0.7, 0.6), needed, Column(1.0), Block());
    CHECK(made.calls.mean.is(17));
    CHECK(made.calls.cv.is(cv));
    CHECK(made.again.is(0));
    CHECK(tasks_right(loop_of(17, cv, 0.7, 0.6), 1.0, Block()).is(1));
  }
}

TEST_CASE("draws with chances of their own are what each is alone") {
  Column right = 0.97, mean = 20.0, cv = 0.5, most = 40.0;
  right.values()[1] = 1;
  right.values()[2] = 0;
  mean.values()[3] = 1;
  cv.values()[4] = 0;
  most.values()[5] = 1;
  right.values()[6] = 1 - 1e-9;
  for (const bool cut : {false, true}) {
    const auto at_most = [&](const Column& m) { return cut ? std::optional(m) : std::nullopt; };
    const auto stops = [&](const Column& s) { return StepChances{s, 0.7, 0.6}.stops(); };
    const auto fails = [&](const Column& s) { return StepChances{s, 0.7, 0.6}.fails(); };
    const Calls together = calls_made({mean, cv}, at_most(most), stops(right));
    const Column share = tasks_right({mean, cv}, at_most(most), fails(right));
    for (std::size_t i = 0; i < 8; ++i) {
      CAPTURE(cut);
      CAPTURE(i);
      const Calls one{mean[i], cv[i]};
      const Calls alone = calls_made(one, at_most(most[i]), stops(right[i]));
      CHECK(together.mean[i] == doctest::Approx(alone.mean[0]).epsilon(1e-12));
      CHECK(pairs_of({together.mean[i], together.cv[i]}) == doctest::Approx(pairs_of(alone)).epsilon(1e-9));
      CHECK(share[i] ==
            doctest::Approx(tasks_right(one, at_most(most[i]), fails(right[i]))[0]).epsilon(1e-12));
    }
  }
}

TEST_CASE("a cut takes from calls what lies beyond it, and from right tasks those that need more") {
  const Calls needed{16.8, 0.42};
  for (const double most : {1.0, 2.0, 10.0, 16.8, 30.0, 200.0, 10'000.0}) {
    CAPTURE(most);
    const Calls made = calls_made(needed, Column(most), 0.0);
    CHECK(made.mean[0] == doctest::Approx(16.8 - needed.beyond(most)[0]).epsilon(1e-8));
    CHECK(made.mean[0] <= most);
  }
  // Half of the tasks of a lognormal lie below its median: 1 + 15.8 exp(-log(1 + (7.056 / 15.8)^2) / 2) = 15.43.
  const double median = 1 + 15.8 * std::exp(-0.5 * std::log1p(std::pow(7.056 / 15.8, 2)));
  CHECK(tasks_right(needed, Column(median), 0.0)[0] == doctest::Approx(0.5));
  // Of tasks that are alike, all are cut or none.
  AgentLoop loop;
  loop.calls = {20.0, 0.0};
  loop.most_calls = 12.0;
  CHECK(tasks_right(loop, 0.9, Block()).constant() == 0);
  CHECK(calls_made(loop, {20.0, 0.0}, std::nullopt, Block()).calls.mean.is(12));
  CHECK(calls_made(loop, {20.0, 0.0}, std::nullopt, Block()).calls.cv.is(0));
  loop.most_calls = 20.0;
  CHECK(tasks_right(loop, 0.9, Block()).constant() == doctest::Approx(0.9));
}

TEST_CASE("a better model, better checks and a later cut make more tasks right") {
  const auto right = [](double s, double v, double r, double most) {
    AgentLoop loop = loop_of(20, 0.5, v, r);
    loop.most_calls = Uncertain<double>(most);
    return tasks_right(loop, s, Block()).constant();
  };
  const double base = right(0.95, 0.5, 0.5, 40);
  CHECK(right(0.96, 0.5, 0.5, 40) > base);
  CHECK(right(0.95, 0.6, 0.5, 40) > base);
  CHECK(right(0.95, 0.5, 0.6, 40) > base);
  CHECK(right(0.95, 0.5, 0.5, 45) > base);
  // What is noticed and not put right ends the task, and saves the calls that would follow.
  double before = 20;
  for (const double noticed : {0.1, 0.3, 0.6, 1.0}) {
    const double made =
        calls_made(loop_of(20, 0.5, noticed, 0), {20.0, 0.5}, Column(0.95), Block()).calls.mean.constant();
    CHECK(made < before);
    before = made;
  }
}

TEST_CASE("integrals over tasks that differ keep eight digits, and six where they differ twice their mean") {
  // Against the sum over a million evenly spaced values of the normal variable.
  for (const double cv : {0.1, 0.5, 1.0, 2.0}) {
    for (const double stops : {1e-5, 0.02, 0.3}) {
      CAPTURE(cv);
      CAPTURE(stops);
      const double square = std::log1p(std::pow(cv * 20 / 19, 2)), sigma = std::sqrt(square), h = 1e-3;
      const double close = cv > 1 ? 1e-6 : 2e-9;
      double made = 0, right = 0;
      for (double z = -12; z < 12; z += h) {
        const double n = 1 + 19 * std::exp(sigma * z - 0.5 * square), left = std::exp(n * std::log1p(-stops)),
                     weight = h * std::exp(-0.5 * z * z) / 2.5066282746310002;
        made += weight * (1 - left) / stops;
        right += weight * left;
      }
      CHECK(calls_made({20.0, cv}, std::nullopt, stops).mean[0] == doctest::Approx(made).epsilon(close));
      CHECK(tasks_right({20.0, cv}, std::nullopt, stops)[0] == doctest::Approx(right).epsilon(close));
    }
  }
}
