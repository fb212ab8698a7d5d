#include "workload/compaction.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "columns/repeatable.h"
#include "random/philox.h"
#include "summarized_loop.h"
#include "workload/call_lengths.h"
#include "workload/compacted_calls.h"
#include "workload/tiers.h"
#include "workload/tokens.h"

// Loops whose context is summarized, against loops that make their calls one by one.

using namespace llmtco;
using namespace llmtco::summarized;

namespace {

/// What must have been written to a cache so that all repeats can be read from it, the shared prefix apart: the longest
/// repeat of every row of calls between summaries.
double kept_by(const Loop& loop, const std::vector<Call>& made) {
  double kept = 0, longest = loop.shared;
  for (const Call& call : made) {
    longest = std::max(longest, call.repeats);
    if (!call.is_summary) continue;
    kept += longest - loop.shared;
    longest = loop.shared;
  }
  return kept + longest - loop.shared;
}

/// Dollars of a task at $2.50 a million tokens in, $1.25 from the cache, $10 out.
double dollars(const TaskTokens& task) {
  return (2.5 * (count_of(task.input) - count_of(task.repeated)) + 1.25 * count_of(task.repeated) +
          10 * count_of(task.output)) /
         1e6;
}

}  // namespace

TEST_CASE("twelve calls with two summaries read 263,000 tokens instead of 450,000") {
  // Calls of 10, 15, 20, 25 and 30 thousand, a summary of 31; 7, 12, 17, 22 and 27, a summary of 28; 7 and 12.
  const TaskLengths lengths = Loop().lengths(12);
  const TaskTokens task = task_tokens(lengths);
  CHECK(Summaries(lengths).count()[0] == 2);
  CHECK(task.calls[0] == 14);
  CHECK(count_of(task.input) == 263'000);
  // 10 + 15 + 20 + 25 by calls and 30 by the summary; 1 after it, 7 + 12 + 17 + 22 and 27; 1 and 7.
  CHECK(count_of(task.repeated) == 194'000);
  CHECK(count_of(task.shared) == 1'000);
  CHECK(count_of(task.output) == 16'000);
  // 30, 27 and 7 thousand, each without the shared thousand.
  CHECK(count_of(task.kept) == 61'000);
  // 69,000 x $2.50 + 194,000 x $1.25 + 16,000 x $10 a million; without summaries 65,000, 385,000 and 12,000.
  CHECK(dollars(task) == doctest::Approx(0.575));
  Loop never;
  never.above = 1e6;
  CHECK(dollars(task_tokens(never.lengths(12))) == doctest::Approx(0.76375));
}

TEST_CASE("loops of 1 to 200 calls are what a harness makes of them call by call") {
  std::vector<Loop> loops{Loop(), {.above = 200'000}, {.fresh = 20'000, .above = 30'000}};
  loops.push_back({.input = 1'000, .fresh = 200, .answer = 300, .shared = 0, .above = 4'000, .to = 500});
  loops.push_back({.input = 30'000, .shared = 8'000});         // a summary before its second call
  loops.push_back({.input = 3'000, .fresh = 0, .answer = 0});  // never grows
  for (const Loop& loop : loops) {
    CAPTURE(loop.above);
    CAPTURE(loop.input);
    for (int calls = 1; calls <= 200; ++calls) {
      CAPTURE(calls);
      const TaskLengths lengths = loop.lengths(calls);
      const TaskTokens task = task_tokens(lengths);
      const std::vector<Call> made = made_by(loop, calls);
      CHECK(task.calls[0] == doctest::Approx(static_cast<double>(made.size())));
      CHECK(count_of(task.input) == doctest::Approx(sum_over(made, [](const Call& c) { return c.reads; })));
      CHECK(count_of(task.repeated) ==
            doctest::Approx(sum_over(made, [](const Call& c) { return c.repeats; })));
      CHECK(count_of(task.output) == doctest::Approx(sum_over(made, [](const Call& c) { return c.writes; })));
      CHECK(count_of(task.kept) == doctest::Approx(kept_by(loop, made)));
      const auto n = static_cast<double>(made.size());
      const double mean = count_of(task.input) / n,
                   square = sum_over(made, [](const Call&c) { return c.reads * c.reads; }) / n;
      const double variance = std::max(0.0, square - mean * mean);
      CHECK(std::abs(input_cv_of_calls(lengths)[0] - std::sqrt(variance) / mean) < 1e-6);
      const auto again = [](const Call& a, const Call& b) { return a.repeats < b.repeats; };
      CHECK(count_of(longest_read_again(lengths)) ==
            doctest::Approx(calls == 1 ? loop.input
                                       : std::max_element(made.begin(), made.end(), again)->repeats));
    }
  }
}

namespace {

/// Calls, input, repeats and output of a task.
using Sums = std::array<double, 4>;

/// Those of tasks by their calls, each made once.
class TasksOf {
 public:
  explicit TasksOf(const Loop& loop) : loop_(loop) {}

  /// Of a part of a call its part. Lengths without summaries count n (n - 1) / 2 steps, which is less than that by half the
  /// product of both parts.
  Sums of(double calls) {
    const auto whole = static_cast<std::size_t>(calls);
    const double part = calls - static_cast<double>(whole);
    while (known_.size() <= whole + 1) add(static_cast<int>(known_.size()));
    Sums sums{};
    for (std::size_t i = 0; i < sums.size(); ++i)
      sums[i] = (1 - part) * known_[whole][i] + part * known_[whole + 1][i];
    const double less = part * (1 - part) / 2 * (loop_.fresh + loop_.answer);
    sums[1] -= less;
    sums[2] -= less;
    return sums;
  }

 private:
  void add(int calls) {
    Sums sums{};
    for (const Call& call : made_by(loop_, calls)) {
      sums[0] += 1;
      sums[1] += call.reads;
      sums[2] += call.repeats;
      sums[3] += call.writes;
    }
    known_.push_back(sums);
  }

  Loop loop_;
  std::vector<Sums> known_{Sums{}};
};

}  // namespace

TEST_CASE("tasks that differ in their calls take the mean of what 100,000 of them take") {
  constexpr std::uint32_t tasks = 100'000;
  TasksOf made{Loop()};
  struct Case {
    double mean, cv;
  };
  for (const Case& of : {Case{4, 0.5}, Case{12, 0.3}, Case{12, 0.5}, Case{60, 1}, Case{400, 0.8},
                         Case{1'000, 0.05}, Case{400, 0.005}}) {
    const double mean = of.mean, cv = of.cv;
    CAPTURE(mean);
    CAPTURE(cv);
    const double square = std::log1p(cv * cv * mean * mean / ((mean - 1) * (mean - 1)));
    Sums sums{};
    for (std::uint32_t i = 0; i < tasks; ++i) {
      const PhiloxWords words = philox({i, 0, 0, 0}, 7);
      const double u = (i + uniform_of((std::uint64_t{words[0]} << 32) + words[1])) / tasks;
      const double later =
          (mean - 1) * std::exp(std::sqrt(square) * repeatable::normal_quantile(u) - 0.5 * square);
      const Sums task = made.of(1 + later);
      for (std::size_t m = 0; m < sums.size(); ++m) sums[m] += task[m] / tasks;
    }
    const TaskTokens task = task_tokens(Loop().lengths(mean, cv));
    CHECK(task.calls[0] == doctest::Approx(sums[0]).epsilon(5e-4));
    CHECK(count_of(task.input) == doctest::Approx(sums[1]).epsilon(5e-4));
    CHECK(count_of(task.repeated) == doctest::Approx(sums[2]).epsilon(5e-4));
    CHECK(count_of(task.output) == doctest::Approx(sums[3]).epsilon(5e-4));
  }
}

TEST_CASE("with summaries a task of twice the calls costs twice as much, without four times") {
  const auto ratio = [](double above) {
    Loop loop;
    loop.above = above;
    return dollars(task_tokens(loop.lengths(400))) / dollars(task_tokens(loop.lengths(200)));
  };
  CHECK(ratio(30'000) == doctest::Approx(2).epsilon(0.01));
  CHECK(ratio(1e9) > 3.8);
}

TEST_CASE("the agent of the article, summarized above 8,000 tokens to 1,000") {
  // 50 calls: 15 from 1,000 to 8,000, twice 14 from 1,200 to 7,700 and 7 to 4,200; summaries of 8,300, 8,000 and 8,000:
  // 67,500 + 2 x 62,300 + 18,900 + 24,300 = 235,300 in, 18,000 out.
  const Loop loop{.input = 1'000, .fresh = 200, .answer = 300, .shared = 0, .above = 8'000, .to = 1'000};
  const TaskTokens task = task_tokens(loop.lengths(50));
  CHECK(count_of(task.input) == doctest::Approx(235'300));
  CHECK((2.5 * count_of(task.input) + 10 * count_of(task.output)) / 1e6 == doctest::Approx(0.76825));
  CHECK(dollars(task) == doctest::Approx(0.50975));
  const TaskTokens more = task_tokens(loop.lengths(200));
  CHECK((2.5 * count_of(more.input) + 10 * count_of(more.output)) / 1e6 == doctest::Approx(3.227));
}

TEST_CASE("a limit that no task reaches changes nothing") {
  Loop loop;
  loop.above = 1e6;
  TaskLengths without = loop.lengths(12, 0.5);
  const TaskTokens task = task_tokens(without);
  without.compaction.reset();
  const TaskTokens same = task_tokens(without);
  CHECK(count_of(task.input) == doctest::Approx(count_of(same.input)).epsilon(1e-6));
  CHECK(task.calls[0] == doctest::Approx(same.calls[0]).epsilon(1e-6));
  CHECK(input_cv_of_calls(loop.lengths(12))[0] == doctest::Approx(17'260.3 / 37'500).epsilon(1e-5));
}

TEST_CASE("a retry reads all of its call again, of a summary too") {
  TaskLengths lengths = Loop().lengths(12);
  lengths.retries = 0.5;
  const TaskTokens task = task_tokens(lengths);
  CHECK(task.calls[0] == 21);
  CHECK(count_of(task.input) == 394'500);
  CHECK(count_of(task.repeated) == 194'000 + 131'500);
  CHECK(count_of(task.output) == 24'000);
}

TEST_CASE("what was heard and said is text in a summary") {
  // 2,000 of audio in the first call and 500 in each answer, so that a step is 5,500: calls of 12, 17.5, 23 and 28.5
  // thousand with 2,000 to 3,500 of audio, and a summary that reads 30,000, 4,000 of them audio; then 7, 12.5, ..., which
  // begin without any: 0, 500, 1,000, 1,500 and 2,000 in five, and a summary that reads 2,500.
  RequestClass requests;
  requests.input.mean = 10'000.0 * one;
  requests.output.mean = 1'000.0 * one;
  requests.shared_prefix = 1'000.0 * one;
  requests.media.audio.input.mean = 2'000.0 * one;
  requests.media.audio.output.mean = 500.0 * one;
  requests.agent.calls.mean = 10.0;
  requests.agent.new_input.mean = 4'000.0 * one;
  requests.agent.compaction = Compaction{30'000.0 * one, 2'000.0 * one};
  const TaskTokens task = task_tokens(lengths_of(requests, {}, Block()));
  // 2 + 2.5 + 3 + 3.5 + 4, 0 + 0.5 + 1 + 1.5 + 2 + 2.5 thousand, and 0 in the tenth call.
  CHECK(count_of(task.media.audio.input) == doctest::Approx(15'000 + 7'500));
  CHECK(count_of(task.media.audio.repeated) == doctest::Approx(11'000 + 5'000));
  CHECK(count_of(task.media.audio.output) == doctest::Approx(5'000));
  CHECK(task.calls[0] == 12);
}

TEST_CASE("a summary counts like input, and is thought about as an answer is") {
  RequestClass requests;
  requests.output.mean = 1'000.0 * one;
  requests.agent.compaction = Compaction{30'000.0 * one, 2'000.0 * one};
  const TaskLengths lengths = lengths_of(requests, {.input = 1.2, .output = 1.5, .reasoning = 2.0}, Block());
  CHECK(count_of(lengths.compaction->to) == 2'400);
  CHECK(count_of(lengths.compaction->above) == 30'000);
  CHECK(count_of(Summaries(lengths).written()) == 5'400);
}
