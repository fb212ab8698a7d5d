#include "routing/loop_part.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "workload/call_lengths.h"
#include "workload/tiers.h"

using namespace llmtco;
using namespace llmtco::routing;

namespace {

constexpr auto each = token / request;

/// I = 1,000 and d = 500, of which 200 are new and 300 answered; nothing shared.
TaskLengths loop_of(double calls, double cv = 0) {
  TaskLengths lengths;
  lengths.calls = {calls, cv};
  lengths.input = 1000.0 * each;
  lengths.new_input = 200.0 * each;
  lengths.visible = lengths.output = 300.0 * each;
  lengths.step = 500.0 * each;
  return lengths;
}

double tokens(const Drawn<TokensPerRequest>& amount) { return (amount / each)[0]; }

const Places plans{.first = true}, rest{.later = true, .last = true}, between{.later = true},
    answers{.last = true}, both_ends{.first = true, .last = true}, but_last{.first = true, .later = true};
const std::vector<std::vector<Places>> all_ways{
    {plans, rest}, {plans, between, answers}, {both_ends, between}, {but_last, answers}};

/// Sum over legs of what they make of a task of the loop.
struct Together {
  double calls = 0, input = 0, output = 0, repeated = 0, unbroken = 0, lost = 0, kept = 0, shared = 0;
};
Together together(const TaskLengths& loop, const std::vector<Places>& legs) {
  Together sum;
  for (const Places& places : legs) {
    const double tasks = tasks_reaching(loop.calls, places)[0];
    const LoopPart part = part_of(loop, places);
    sum.calls += tasks * part.tokens.calls[0];
    sum.input += tasks * tokens(part.tokens.input);
    sum.output += tasks * tokens(part.tokens.output);
    sum.repeated += tasks * tokens(part.tokens.repeated);
    sum.unbroken += tasks * tokens(part.unbroken.repeated);
    sum.shared += tasks * tokens(part.tokens.shared);
    sum.lost += tasks * tokens(part.lost);
    sum.kept += tasks * tokens(part.unbroken.kept);
  }
  return sum;
}

}  // namespace

TEST_CASE("three calls, the first planned by one model and the rest made by another") {
  const LoopPart plan = part_of(loop_of(3), plans), calls = part_of(loop_of(3), rest);
  CHECK(tokens(plan.tokens.input) == 1000);
  CHECK(tokens(plan.tokens.output) == 300);
  CHECK(tokens(plan.tokens.repeated) == 0);
  CHECK(tokens(plan.tokens.kept) == 0);
  CHECK(plan.lengths.calls.mean[0] == 1);
  CHECK(tokens(calls.tokens.input) == 3500);     // 1,500 + 2,000
  CHECK(tokens(calls.tokens.repeated) == 1500);  // by its second call, of its first
  CHECK(tokens(calls.tokens.kept) == 1500);
  CHECK(tokens(calls.unbroken.repeated) == 2500);
  CHECK(tokens(calls.lost) == 1000);
  CHECK(calls.lengths.calls.mean[0] == 2);
  CHECK(tokens(calls.lengths.input) == 1500);
  CHECK(tokens(longest_call(calls.lengths).mean) == 2300);
}

TEST_CASE("the answer back at the model that planned finds the first call in its cache") {
  // It reads 1,000 and 2,000, where one model would find 1,500 of the latter; it finds the 1,000 of its own.
  const LoopPart ends = part_of(loop_of(3), both_ends), middle = part_of(loop_of(3), between);
  CHECK(tokens(ends.tokens.input) == 3000);
  CHECK(tokens(ends.tokens.repeated) == 1000);
  CHECK(tokens(ends.lost) == 500);
  CHECK(tokens(longest_call(ends.lengths).mean) == 2300);
  CHECK(tokens(middle.tokens.input) == 1500);
  CHECK(tokens(middle.tokens.repeated) == 0);
  CHECK(tokens(middle.lost) == 1000);
  const LoopPart third = part_of(loop_of(3), answers);
  CHECK(tokens(third.tokens.input) == 2000);
  CHECK(tokens(third.lost) == 1500);
}

TEST_CASE("what all tasks share is in the cache of either model") {
  TaskLengths loop = loop_of(3);
  loop.shared = 400.0 * each;
  const LoopPart calls = part_of(loop, rest);
  CHECK(tokens(calls.lost) == 600);
  CHECK(tokens(calls.tokens.shared) == 400);
  CHECK(tokens(calls.tokens.kept) == 1100);
}

TEST_CASE("a task of one call is the first leg's, and of two the answer's") {
  for (const Places& places : {rest, between, answers}) CHECK(tasks_reaching(loop_of(1).calls, places).is(0));
  CHECK(tasks_reaching(loop_of(2).calls, between).is(0));
  CHECK(tasks_reaching(loop_of(2).calls, answers).is(1));
  CHECK(tokens(part_of(loop_of(1), both_ends).tokens.input) == 1000);
  CHECK(tokens(part_of(loop_of(2), both_ends).tokens.input) == 2500);
  CHECK(tokens(part_of(loop_of(2), both_ends).lost) == 0);
}

TEST_CASE("legs read and write together what one model does, and find less by what is lost") {
  for (const double calls : {1.0, 1.4, 2.0, 2.5, 3.0, 3.7, 10.0, 50.0, 200.0}) {
    for (const double cv : {0.0, 0.3, 0.8}) {
      for (const double retries : {0.0, 0.1}) {
        TaskLengths loop = loop_of(calls, cv);
        loop.retries = retries;
        loop.shared = 250.0 * each;
        const TaskTokens whole = task_tokens(loop);
        for (const std::vector<Places>& legs : all_ways) {
          CAPTURE(calls);
          CAPTURE(cv);
          CAPTURE(legs.size());
          const Together sum = together(loop, legs);
          CHECK(sum.calls == doctest::Approx(whole.calls[0]));
          CHECK(sum.input == doctest::Approx(tokens(whole.input)));
          CHECK(sum.output == doctest::Approx(tokens(whole.output)));
          if (calls < 3 && calls != std::floor(calls)) continue;
          CHECK(sum.unbroken == doctest::Approx(tokens(whole.repeated)));
          CHECK(sum.kept == doctest::Approx(tokens(whole.kept)));
          CHECK(sum.repeated + sum.lost + sum.shared - 250 == doctest::Approx(tokens(whole.repeated)));
        }
      }
    }
  }
}

TEST_CASE("loops of 2 to 200 calls lose what a walk through their calls loses") {
  for (const auto& legs : all_ways) {
    for (const int n : {2, 3, 4, 10, 50, 200}) {
      CAPTURE(n);
      CAPTURE(legs.size());
      std::vector<double> cache(legs.size(), 0);
      double lost = 0, kept = 0;
      std::vector<double> newly(legs.size(), 0);
      for (int k = 0; k < n; ++k) {
        const auto takes = [&](const Places& p) { return k == 0 ? p.first : k == n - 1 ? p.last : p.later; };
        const auto leg =
            static_cast<std::size_t>(std::find_if(legs.begin(), legs.end(), takes) - legs.begin());
        const double read = 1000 + 500.0 * k;
        // What a leg wrote in its call before is worth keeping now that it calls again.
        kept += newly[leg];
        newly[leg] = read - cache[leg];
        lost += (k == 0 ? 0 : read - 500) - cache[leg];
        cache[leg] = read;
      }
      const Together sum = together(loop_of(n), legs);
      CHECK(sum.lost == doctest::Approx(lost));
      double own = 0;
      for (const Places& places : legs) {
        if (!tasks_reaching(loop_of(n).calls, places).is(0))
          own += tokens(part_of(loop_of(n), places).tokens.kept);
      }
      CHECK(own == doctest::Approx(kept));
    }
  }
}

TEST_CASE("tasks that differ in their calls: who comes to the later leg, and what it reads") {
  // Whole numbers of calls, 1 + a lognormal of mean 5 and deviation 4 that is rounded by lot, so that the mean is kept.
  std::mt19937_64 words(11);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> lot;
  const double square = std::log1p(16.0 / 25), sigma = std::sqrt(square);
  constexpr int tasks = 400'000;
  double come = 0, three = 0, input = 0, later = 0;
  for (int task = 0; task < tasks; ++task) {
    const double x = 5 * std::exp(sigma * normal(words) - 0.5 * square);
    const double n = 1 + std::floor(x) + (lot(words) < x - std::floor(x) ? 1 : 0);
    come += n >= 2;
    three += n >= 3;
    input += (n - 1) * 1000 + 500 * n * (n - 1) / 2;
    later += n - 1;
  }
  const TaskLengths loop = loop_of(6, 4.0 / 6);
  CHECK(tasks_reaching(loop.calls, rest)[0] == doctest::Approx(come / tasks).epsilon(0.005));
  CHECK(tasks_reaching(loop.calls, between)[0] == doctest::Approx(three / tasks).epsilon(0.005));
  const LoopPart part = part_of(loop, rest);
  CHECK(part.tokens.calls[0] == doctest::Approx(later / come).epsilon(0.005));
  // Numbers of calls are taken as continuous: rounding by lot adds at most 1/4 to their variance.
  CHECK(tokens(part.tokens.input) == doctest::Approx(input / come).epsilon(0.01));
  // Its lengths say the same as its tokens.
  CHECK(tokens(task_tokens(part.lengths).input) == doctest::Approx(tokens(part.tokens.input)).epsilon(1e-9));
}

TEST_CASE("lengths of a leg give its tokens, so that tiers and times are of its own calls") {
  for (const double calls : {2.0, 2.6, 3.0, 10.0, 50.0}) {
    for (const auto& legs : all_ways) {
      for (const Places& places : legs) {
        const LoopPart part = part_of(loop_of(calls), places);
        if (tasks_reaching(loop_of(calls).calls, places).is(0)) continue;
        CAPTURE(calls);
        CHECK(tokens(task_tokens(part.lengths).input) == doctest::Approx(tokens(part.tokens.input)));
        CHECK(task_tokens(part.lengths).calls[0] == doctest::Approx(part.tokens.calls[0]));
      }
    }
  }
  // Calls 1 to 9 of ten read 1,500 to 5,500: five of nine 3,500 or more.
  const TaskLengths later = part_of(loop_of(10), rest).lengths;
  CHECK(tier_shares(later, {0.0 * token, 3500.0 * token})[1].calls[0] == doctest::Approx(5.0 / 9));
}

TEST_CASE("media of a loop go where its calls go") {
  TaskLengths loop = loop_of(3);
  loop.media[Medium::audio] = {400.0 * each, 100.0 * each};
  const TaskTokens whole = task_tokens(loop);
  for (const auto& legs : all_ways) {
    double input = 0, unbroken = 0, output = 0;
    for (const Places& places : legs) {
      const LoopPart part = part_of(loop, places);
      const MediumTask& audio = part.tokens.media[Medium::audio];
      input += tokens(audio.input);
      output += tokens(audio.output);
      unbroken += tokens(part.unbroken.media[Medium::audio].repeated);
    }
    CHECK(input == doctest::Approx(tokens(whole.media[Medium::audio].input)));
    CHECK(output == doctest::Approx(tokens(whole.media[Medium::audio].output)));
    CHECK(unbroken == doctest::Approx(tokens(whole.media[Medium::audio].repeated)));
  }
}
