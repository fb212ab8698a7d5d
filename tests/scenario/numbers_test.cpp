#include <doctest/doctest.h>

#include <cmath>

#include "reading.h"

using namespace llmtco;

namespace {

/// Tokens read a month by a million requests whose input is written so: a million times its mean, in
/// millions.
Summary million_inputs(const std::string& written, const std::string& rest = "") {
  return answer(small_scenario(written, rest)).demand.at(measures::input_tokens);
}

double mean_of(const std::string& written, const std::string& rest = "") {
  return million_inputs(written, rest).mean.value / 1e6;
}

/// What is said of an input length written so.
}  // namespace

TEST_CASE("a value is read with its multiplier and its unit, whole, in part or left out") {
  for (const char* same : {"700", "0.7k", "700 tokens", "700tokens", "0.7 ktok", "700 tokens/request",
                           "700 tokens per request", "7e2", "= 700", "= 350 * 2"}) {
    CAPTURE(same);
    CHECK(mean_of(same) == doctest::Approx(700));
  }
}

TEST_CASE("an interval is nine draws of ten: lognormal between positive ends") {
  // 600 to 900: median sqrt(600 x 900) = 734.85; sigma = log(sqrt(900 / 600)) / 1.6449 = 0.12325;
  // mean = 734.85 x exp(0.12325^2 / 2) = 740.45.
  const Summary input = million_inputs("600 to 900");
  CHECK(input.p5.value / 1e6 == doctest::Approx(600).epsilon(2e-3));
  CHECK(input.p50.value / 1e6 == doctest::Approx(734.85).epsilon(2e-3));
  CHECK(input.p95.value / 1e6 == doctest::Approx(900).epsilon(2e-3));
  CHECK(input.mean.value / 1e6 == doctest::Approx(740.45).epsilon(2e-4));
}

TEST_CASE(
    "the low end of an interval may leave its unit to the high end, its multiplier only where one reading is "
    "possible") {
  for (const char* same :
       {"600 to 900 tokens", "600 tokens to 900 tokens", "0.6k to 0.9k tokens", "600 to 0.9k"}) {
    CAPTURE(same);
    CHECK(million_inputs(same).p95.value / 1e6 == doctest::Approx(900).epsilon(2e-3));
    CHECK(million_inputs(same).p5.value / 1e6 == doctest::Approx(600).epsilon(2e-3));
  }
  // 600k is more than 0.9k, so 600 is meant; but 6 to 12k may begin at 6 or at 6,000.
  CHECK(said_of("6 to 12k") ==
        "s.yaml:7:19: '6 to 12k' can be read in two ways at workload.chat.input_tokens; write k, M or B on "
        "both ends\n");
  CHECK(million_inputs("6k to 12k").p5.value / 1e6 == doctest::Approx(6000).epsilon(2e-3));
}

TEST_CASE("an interval with an end at zero or below is normal, cut at the range of its place") {
  // -1 % to 3 % growth: mean 1 %, over two months 1 + 0.005.
  const std::string text = small_scenario("700");
  const Result result = answer(text, {"horizon=2 months", "workload.chat.growth_per_month=-1% to 3%"});
  CHECK(result.demand.at(measures::requests).mean.value == doctest::Approx(1e6 * 1.005).epsilon(1e-4));
}

TEST_CASE("each distribution has the mean its formula gives") {
  struct Row {
    const char* written;
    double mean;
  };
  const Row rows[] = {
      {"{normal: {mean: 700, sd: 50}}", 700},
      {"{lognormal: {median: 700, sigma: 0.4}}", 758.3},  // 700 exp(0.08)
      {"{uniform: {low: 500, high: 1000}}", 750},
      {"{triangular: {low: 300, mode: 600, high: 1200}}", 700},    // a third of the sum
      {"{pert: {low: 300, mode: 600, high: 1500}}", 700},          // (300 + 4 x 600 + 1,500) / 6
      {"{beta: {alpha: 2, beta: 3, low: 100, high: 1100}}", 500},  // 100 + 1,000 x 2 / 5
      {"{gamma: {shape: 7, scale: 100}}", 700},
      {"{discrete: {values: [600, 1000], probabilities: [0.75, 0.25]}}", 700},
      {"{discrete: {values: [0.6k, 1k], probabilities: [75%, 25%]}}", 700},
      {"{mixture: {parts: [{weight: 0.8, of: {uniform: {low: 400, high: 600}}}, {weight: 0.2, of: 1500}]}}",
       700},
      {"{truncated: {of: {normal: {mean: 700, sd: 200}}, low: 500, high: 900}}",
       700},  // cut evenly on both sides
  };
  for (const Row& row : rows) {
    CAPTURE(row.written);
    CHECK(mean_of(row.written) == doctest::Approx(row.mean).epsilon(2e-3));
    CHECK(mean_of("{mean: " + std::string(row.written) + ", cv: 0.5}") ==
          doctest::Approx(row.mean).epsilon(2e-3));
  }
}

TEST_CASE("formulas combine variables, and each variable is drawn once") {
  const std::string variables = "variables:\n  pages: 2 to 8\n  words: 400\n  twice: = pages + pages\n";
  CHECK(mean_of("= words * 1.5 + 100", variables) == doctest::Approx(700));
  CHECK(mean_of("= max(words, 500) + min(words, 200)", variables) == doctest::Approx(700));
  CHECK(mean_of("= ceil(6.2) * 100", variables) == doctest::Approx(700));
  CHECK(mean_of("= exp(log(700))", variables) == doctest::Approx(700));
  CHECK(mean_of("= 700 + pages - pages", variables) == doctest::Approx(700));
  CHECK(million_inputs("= 700 + twice - 2 * pages", variables).sd.value ==
        doctest::Approx(0));  // the same draws everywhere
  CHECK(million_inputs("= 100 * pages", variables).sd.value > 0);
}

TEST_CASE("variables that need each other in a circle are refused") {
  CHECK(complaints(small_scenario("= a", "variables: {a: = a * 2}\n")) ==
        "s.yaml:9:16: formula 'a * 2': the variable 'a' refers to itself at variables.a\n");
}

TEST_CASE("a distribution that leaves its range is cut there, with a warning where that changes it") {
  // Normal(700, 50) below zero: never. Normal(100, 100) below zero: 16 % of the draws.
  CHECK(good_study(small_scenario("{normal: {mean: 700, sd: 50}}")).warnings.empty());
  const Study cut = good_study(small_scenario("{normal: {mean: 100, sd: 100}}"));
  REQUIRE(cut.warnings.size() == 1);
  CHECK(cut.warnings[0] ==
        "s.yaml:7:19: 16 % of the distribution is out of range (it must not be negative) and cut off at "
        "workload.chat.input_tokens");
  CHECK(million_inputs("{normal: {mean: 100, sd: 100}}").p5.value >= 0);
  CHECK(said_of("{normal: {mean: -10, sd: 5}}") ==
        "s.yaml:7:19: most of the distribution is out of range: it must not be negative at "
        "workload.chat.input_tokens\n");
}

TEST_CASE("a formula that leaves its range in some draw stops the run with its place") {
  const Study study =
      good_study(small_scenario("700", "variables: {hit: 40% to 90%}\n"),
                 {"options.hosted.cache.hit_rate== hit * 1.2", "workload.chat.shared_prefix=100"});
  CHECK_THROWS_WITH(simulate(study, Settings{}),
                    doctest::Contains("formula 'hit * 1.2' at options.hosted.cache.hit_rate reaches 1."));
}

TEST_CASE("correlated variables move together, and their sum spreads more") {
  const auto spread = [](const std::string& correlation) {
    return million_inputs("= a + b", "variables: {a: 300 to 400, b: 300 to 400}\n" + correlation).sd.value;
  };
  const double alone = spread("");
  CHECK(spread("correlations: [{between: [a, b], spearman: 0.9}]\n") > 1.3 * alone);
  CHECK(spread("correlations: [{between: [a, b], spearman: -0.9}]\n") < 0.5 * alone);
}
