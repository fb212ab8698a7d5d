#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "reading.h"

using namespace llmtco;

namespace {

/// Tokens read a month by a million requests, in millions.
double mean_of(const std::string& written) {
  return answer(small_scenario(written)).demand.at(measures::input_tokens).mean.value / 1e6;
}

std::string with_calls(const std::string& calls) {
  return "700\n    agent: {calls: " + calls + ", new_tokens_per_call: 200}";
}

/// What is assumed of a number that the file leaves out.
std::string assumed(const std::string& written, const std::string& name) {
  const Study study = good_study(small_scenario(written));
  const auto& all = study.variables.origins();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Origin& o) {
    return o.name == name && o.kind == Origin::Kind::assumed;
  });
  return found == all.end() ? "" : found->source;
}

}  // namespace

TEST_CASE("a length in percentiles, or in what nine in ten lie between, has the mean of its lognormal") {
  // s = log(4) / 1.644854 = 0.842807: 600 exp(0.355162) = 855.85. 300 to 1,200 is the same s over two tails: 0.421404
  // and median 600, so 600 exp(0.088791) = 655.71. Neither is in doubt.
  for (const auto& [written, mean] :
       {std::pair{"{p50: 600, p95: 2400}", 855.847}, {"{each: 300 to 1200}", 655.711}}) {
    const std::string as_written = written;
    CAPTURE(as_written);
    const Summary input = answer(small_scenario(written)).demand.at(measures::input_tokens);
    CHECK(input.mean.value / 1e6 == doctest::Approx(mean).epsilon(1e-5));
    CHECK(input.p5.value == input.p95.value);
  }
}

TEST_CASE("tasks that are too long for the model are warned of, and counted as if they fitted") {
  // s = log(10 / 3) / 1.644854 = 0.73196, mean 78,431 and deviation 66,031; with the answer 78,731, s^2 = 0.53263. Above
  // 128,000: Phi((log(78,731 / 128,000) - 0.26631) / 0.72981) = Phi(-1.031) = 15 %.
  const Result result = answer(small_scenario("{p50: 60000, p95: 200000}"));
  const std::string said =
      "hosted: 15 % of the tasks have a call that is longer than its context or memory; they are counted as "
      "if they "
      "fitted";
  CHECK(std::count(result.warnings.begin(), result.warnings.end(), said) == 1);
  CHECK(answer(small_scenario("60000")).warnings.empty());
  const Result both = answer(small_scenario("{p50: 60000, p95: 200000}"), {"options.again.like=hosted"});
  CHECK(std::count(both.warnings.begin(), both.warnings.end(),
                   "hosted and again: 15 % of the tasks have a call that is longer than their context or "
                   "memory; they are "
                   "counted as if they fitted") == 1);
}

TEST_CASE("percentiles may be in doubt, and formulas") {
  const Summary input =
      answer(small_scenario("{p50: 500 to 720, p95: = 2400}")).demand.at(measures::input_tokens);
  CHECK(input.p5.value < 0.95 * input.mean.value);
  CHECK(input.mean.value / 1e6 == doctest::Approx(855).epsilon(0.02));
}

TEST_CASE("calls that differ between tasks take more tokens than as many calls for all") {
  // 10 x 700 + 500 more a call (200 new, 300 answered): half of 90 of them, or of 90 + 25 where cv is 0.5.
  CHECK(mean_of(with_calls("10")) == doctest::Approx(7000 + 500 * 45));
  CHECK(mean_of(with_calls("{mean: 10, cv: 0.5}")) == doctest::Approx(7000 + 500 * 57.5));
  // 8 to 30: median 15.492, s = 0.401785, mean 16.7942, cv 0.41856: E[n (n - 1)] = 282.05 + 49.41 - 16.79.
  CHECK(mean_of(with_calls("{each: 8 to 30}")) ==
        doctest::Approx(16.7942 * 700 + 500 * 157.332).epsilon(1e-4));
}

TEST_CASE("doubt without a spread is listed as tasks that are all alike") {
  CHECK(assumed("600 to 900", "workload.chat.input_tokens.cv").find("all tasks alike") == 0);
  CHECK(assumed(with_calls("8 to 30"), "workload.chat.agent.calls.cv").find("all tasks alike") == 0);
  CHECK(assumed(with_calls("8"), "workload.chat.agent.calls.cv") == "every task makes as many calls");
  CHECK(assumed(with_calls("{each: 8 to 30}"), "workload.chat.agent.calls.cv").empty());
}

TEST_CASE("a spread that cannot be is refused where it stands") {
  CHECK(said_of("{p50: 700}") ==
        "s.yaml:7:19: a length has either a mean (with a cv), p50 and p95, each or a sample at "
        "workload.chat.input_tokens\n");
  CHECK(said_of("{p50: 700, p95: 300}") ==
        "s.yaml:7:19: the 95th percentile is below the median at workload.chat.input_tokens\n");
  for (const char* written : {"{each: 700}", "{each: 0 to 700}", "{each: = 700}"}) {
    CAPTURE(written);
    CHECK(said_of(written) ==
          "s.yaml:7:19: what nine tasks in ten lie between is an interval of two positive numbers, as 8 to "
          "30 at "
          "workload.chat.input_tokens\n");
  }
  CHECK(said_of(with_calls("{mean: 1, cv: 0.5}")) ==
        "s.yaml:8:20: a number of calls whose mean is the least of all, 1, cannot differ at "
        "workload.chat.agent.calls\n");
  CHECK(said_of(with_calls("{each: 0.5 to 8}")) ==
        "s.yaml:8:20: a number of calls is below 1 at workload.chat.agent.calls\n");
}

TEST_CASE("a plain number from 1 on is no share: its % sign says what is meant") {
  const auto said = [](const std::string& key, const std::string& value) {
    return complaints(small_scenario("700\n    agent: {calls: 2}"), {"workload.chat." + key + "=" + value});
  };
  const std::string growth = "--set workload.chat.growth_per_month=";
  CHECK(said("growth_per_month", "2") ==
        growth +
            "2: '2' is 200 % as it stands at workload.chat.growth_per_month; did you mean '2%'? If not, "
            "write 200%\n");
  CHECK(said("growth_per_month", "15").find("did you mean '15%'?") != std::string::npos);
  CHECK(said("growth_per_month", "0 to 2").find("did you mean '2%'?") != std::string::npos);
  CHECK(said("growth_per_month", "2 to 5%").find("did you mean '2%'?") != std::string::npos);
  CHECK(said("agent.retries", "4").find("did you mean '4%'?") != std::string::npos);
  for (const char* good : {"0.15", "15%", "150%", "-0.05", "0", "= 0.02", "1% to 3%"}) {
    CAPTURE(good);
    CHECK(said("growth_per_month", good) == "");
  }
}
