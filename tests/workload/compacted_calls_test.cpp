#include "workload/compacted_calls.h"

#include <doctest/doctest.h>

#include <cmath>
#include <utility>

#include "columns/repeatable.h"
#include "summarized_loop.h"
#include "workload/call_lengths.h"

using namespace llmtco;
using namespace llmtco::summarized;

TEST_CASE("no call is longer than the limit, with its answer or with the summary it writes") {
  const auto longest = [](double calls) { return longest_call(Loop().lengths(calls)); };
  // 10 + 2 x 5 and an answer of 1; a sixth call would read 35: 30, the answer before and 2 of summary.
  CHECK(count_of(longest(3).mean) == 21'000);
  CHECK(count_of(longest(6).mean) == 33'000);
  CHECK(count_of(longest(200).mean) == 33'000);
  CHECK(longest(200).share_above(33'000.0 * token).constant() == 0);
  CHECK(longest(200).share_above(32'999.0 * token).constant() == 1);
  const LongestCall differ = longest_call(Loop().lengths(6, 0.5));
  CHECK(differ.share_above(33'000.0 * token).constant() == 0);
  const LongestCall whole = [] {
    Loop never;
    never.above = 1e9;
    return longest_call(never.lengths(6, 0.5));
  }();
  CHECK(differ.share_above(20'000.0 * token).constant() == whole.share_above(20'000.0 * token).constant());
  // Above 31,000 a task has a summary.
  CHECK(differ.share_above(32'000.0 * token).constant() == whole.share_above(31'000.0 * token).constant());
}

TEST_CASE("tasks of more than ten calls, how many more they make and its square") {
  const Calls::Tail tail = Calls{10.0, 0.5}.tail(10.0);
  CHECK(tail.share[0] == doctest::Approx(0.39769).epsilon(1e-4));
  CHECK(tail.mean[0] == doctest::Approx(1.8415).epsilon(1e-4));
  CHECK(tail.square[0] == doctest::Approx(17.503).epsilon(1e-3));
}

TEST_CASE("calls of a tier are those of the path that reach it, and output is what they write") {
  // Of the twelve calls and two summaries 25, 30, 31, 27 and 28 thousand read 25,000 or more; they write 3 x 1 + 2 x 2 of
  // 16 thousand.
  const std::vector<Tokens> from{Tokens(), 25'000.0 * token};
  const TierShare dear = tier_shares(Loop().lengths(12), from)[1];
  CHECK(dear.input[0] == doctest::Approx(141.0 / 263));
  CHECK(dear.calls[0] == doctest::Approx(7.0 / 16));
  CHECK(tier_shares(Loop().lengths(1'000), {Tokens(), 31'001.0 * token})[1].input[0] == 0);
  CHECK(input_cv_of_calls(Loop().lengths(12))[0] == doctest::Approx(0.4367).epsilon(1e-4));
  CHECK(output_cv_of_calls(Loop().lengths(12))[0] == doctest::Approx(0.306186));
}

TEST_CASE("tiers of tasks that differ in their calls are those of what each makes") {
  const std::vector<Tokens> from{Tokens(), 25'000.0 * token};
  constexpr int tasks = 20'000;
  const double mean = 40, cv = 1, square = std::log1p(cv * cv * mean * mean / ((mean - 1) * (mean - 1)));
  double all = 0, dear = 0;
  for (int i = 0; i < tasks; ++i) {
    const double later =
        (mean - 1) *
        std::exp(std::sqrt(square) * repeatable::normal_quantile((i + 0.5) / tasks) - 0.5 * square);
    // The next whole number of calls stands for a part of one.
    const double part = 1 + later - std::floor(1 + later);
    for (const auto& [calls, weight] :
         {std::pair{std::floor(1 + later), 1 - part}, {std::ceil(1 + later), part}}) {
      for (const Call& call : made_by(Loop(), static_cast<int>(calls))) {
        all += weight * call.reads;
        if (call.reads >= 25'000) dear += weight * call.reads;
      }
    }
  }
  CHECK(tier_shares(Loop().lengths(mean, cv), from)[1].input[0] ==
        doctest::Approx(dear / all).epsilon(0.003));
}
