#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "columns/repeatable.h"
#include "workload/call_lengths.h"
#include "workload/tiers.h"
#include "workload/tokens.h"

// Formulas over spreads against tasks that are drawn one by one and summed.

using namespace llmtco;

namespace {

constexpr auto each = token / request;
constexpr std::size_t tasks = 40'000;

double value(const Drawn<TokensPerRequest>& count) { return (count / each)[0]; }

/// A task of 1,000 tokens in, 300 out, 200 new a call; calls differ by `cv` between tasks.
RequestClass agent(double calls, double cv) {
  RequestClass requests;
  requests.input.mean = 1000.0 * each;
  requests.output.mean = 300.0 * each;
  requests.shared_prefix = 600.0 * each;
  requests.agent.calls = {calls, cv};
  requests.agent.new_input.mean = 200.0 * each;
  return requests;
}

TaskLengths lengths(const RequestClass& requests) { return lengths_of(requests, {}, Block()); }

/// The lognormal of mean `mean` and deviation `deviation` at probability p.
double lognormal(double mean, double deviation, double p) {
  if (deviation == 0) return mean;
  const double square = std::log1p(deviation * deviation / (mean * mean));
  return mean * std::exp(std::sqrt(square) * repeatable::normal_quantile(p) - 0.5 * square);
}

/// Calls of every task: one and a lognormal more, at evenly spaced probabilities.
std::vector<double> drawn_calls(double mean, double cv) {
  std::vector<double> calls;
  for (std::size_t i = 0; i < tasks; ++i)
    calls.push_back(1 + lognormal(mean - 1, cv * mean, (static_cast<double>(i) + 0.5) / tasks));
  return calls;
}

template <class F>
double mean_over(const std::vector<double>& calls, F f) {
  double sum = 0;
  for (const double n : calls) sum += f(n);
  return sum / static_cast<double>(calls.size());
}

}  // namespace

TEST_CASE("tokens of tasks that differ in their calls are the mean of what each takes") {
  for (const double cv : {0.0, 0.3, 0.5, 0.7}) {
    for (const double mean : {2.0, 5.0, 16.8}) {
      CAPTURE(cv);
      CAPTURE(mean);
      const TaskTokens task = task_tokens(lengths(agent(mean, cv)));
      const std::vector<double> calls = drawn_calls(mean, cv);
      const auto is = [&](const Drawn<TokensPerRequest>& formula, auto of_a_task) {
        CHECK(value(formula) == doctest::Approx(mean_over(calls, of_a_task)).epsilon(0.004));
      };
      is(task.input, [](double n) { return 1000 * n + 500 * n * (n - 1) / 2; });
      is(task.repeated, [](double n) { return 1000 * (n - 1) + 500 * (n - 1) * (n - 2) / 2; });
      is(task.output, [](double n) { return 300 * n; });
      is(task.kept, [](double n) { return 400 * std::min(1.0, n - 1) + 500 * std::max(0.0, n - 2); });
    }
  }
}

TEST_CASE("tasks of 10 calls and cv 0.5 read 38,750 tokens, not the 32,500 of ten calls each") {
  // E[n (n - 1)] = 100 + 25 - 10 = 115: 10,000 + 500 x 57.5.
  CHECK(value(task_tokens(lengths(agent(10, 0.5))).input) == doctest::Approx(38'750));
  CHECK(value(task_tokens(lengths(agent(10, 0))).input) == 32'500);
}

TEST_CASE("calls after the first k are those of the tasks that make more") {
  const Calls calls{10.0, 0.5};
  const std::vector<double> drawn = drawn_calls(10, 0.5);
  for (const double k : {0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0}) {
    CAPTURE(k);
    const double sum = mean_over(drawn, [&](double n) { return std::max(0.0, n - k); });
    CHECK(calls.beyond(k).constant() == doctest::Approx(sum).epsilon(0.01));
  }
  CHECK(calls.beyond(10).constant() == doctest::Approx(1.8415).epsilon(1e-4));
  CHECK(Calls{10.0, 0.0}.beyond(4).constant() == 6);
}

TEST_CASE("draws in which tasks are alike stand beside draws in which they differ") {
  Column cv = 0.5, mean = 10.0;
  cv.values()[1] = 0;
  mean.values()[2] = 1;  // no task makes fewer than one call, so none makes more
  const Calls calls{mean, cv};
  CHECK(calls.pairs()[0] == 115);
  CHECK(calls.pairs()[1] == 90);
  CHECK(calls.pairs()[2] == 0);
  CHECK(calls.beyond(4)[1] == 6);
  CHECK(calls.beyond(4)[2] == 0);
  CHECK(calls.beyond(4)[0] > 6);
}

TEST_CASE("a median and a 95th percentile give a lognormal's mean and cv") {
  TokenLength length;
  length.percentiles = TokenLength::Percentiles{600.0 * each, 2400.0 * each};
  const auto found = mean_and_cv(length, Block());
  CHECK(value(found.mean) == doctest::Approx(855.847));
  CHECK(found.cv.constant() == doctest::Approx(1.01718).epsilon(1e-5));
  length.percentiles = TokenLength::Percentiles{600.0 * each, 500.0 * each};  // all alike
  CHECK(mean_and_cv(length, Block()).cv.constant() == 0);
}

TEST_CASE("the longest call is beyond a length in the share of tasks that are") {
  RequestClass requests = agent(10, 0.4);
  requests.input.cv = 0.5;
  requests.output.cv = 0.8;
  requests.agent.new_input.cv = 1.0;
  const LongestCall longest = longest_call(lengths(requests));
  std::mt19937_64 random(7);
  const auto drawn = [&](double mean, double cv) {
    return lognormal(mean, cv * mean, std::uniform_real_distribution<>(1e-12, 1 - 1e-12)(random));
  };
  std::vector<double> sizes;
  for (const double n : drawn_calls(10, 0.4)) {
    double size = drawn(1000, 0.5) + drawn(300, 0.8);
    double left = n - 1;  // the part of a call adds its part
    for (; left >= 1; --left) size += drawn(300, 0.8) + drawn(200, 1);
    sizes.push_back(size + left * (drawn(300, 0.8) + drawn(200, 1)));
  }
  CHECK(value(longest.mean) == 5800);
  for (const double limit : {4'000.0, 6'000.0, 10'000.0, 14'000.0}) {
    CAPTURE(limit);
    const double above = mean_over(sizes, [&](double size) { return size > limit ? 1.0 : 0.0; });
    CHECK(std::abs(longest.share_above(limit * token).constant() - above) < 0.02);
  }
}

TEST_CASE("where all tasks are alike the longest call fits or does not") {
  const LongestCall longest = longest_call(lengths(agent(10, 0)));
  CHECK(longest.share_above(5'800.0 * token).constant() == 0);
  CHECK(longest.share_above(5'799.0 * token).constant() == 1);
}

TEST_CASE("calls of a tier are those that reach it, over tasks of few calls and of many") {
  RequestClass requests = agent(30, 0.8);
  requests.agent.new_input.mean = 4'700.0 * each;  // call k reads 1,000 + 5,000 k
  const Tokens second = 200'000.0 * token;         // from the 41st call on
  const std::vector<TierShare> shares = tier_shares(lengths(requests), {Tokens(), second});
  const std::vector<double> drawn = drawn_calls(30, 0.8);
  double calls = 0, input = 0, long_calls = 0, long_input = 0;
  for (const double n : drawn) {
    for (double k = 0; k < n; ++k) {
      const double weight = std::min(1.0, n - k), reads = 1000 + 5000 * k;
      calls += weight;
      input += weight * reads;
      if (reads < 200'000) continue;
      long_calls += weight;
      long_input += weight * reads;
    }
  }
  CHECK(shares[1].calls.constant() == doctest::Approx(long_calls / calls).epsilon(0.03));
  CHECK(shares[1].input.constant() == doctest::Approx(long_input / input).epsilon(0.03));
}

TEST_CASE(
    "new input that differs from call to call takes some of them into a tier that the mean does not reach") {
  RequestClass requests = agent(3, 0);
  requests.agent.new_input.mean = 90'000.0 * each;
  const auto dear = [&] {
    return tier_shares(lengths(requests), {Tokens(), 272'000.0 * token})[1].calls.constant();
  };
  CHECK(dear() == 0);
  requests.agent.new_input.cv = 1.0;
  CHECK(dear() > 0.01);
}
