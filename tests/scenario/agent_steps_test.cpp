#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "reading.h"

// Tasks made of steps, through the language.

using namespace llmtco;

namespace {

/// A million tasks of 20 calls at $0.01 for a thousand tokens written, 100 a call.
std::string agent_of(const std::string& keys, const std::string& accuracy = "accuracy: 95%, ") {
  return "scenario: Steps\nas_of: 2026-09-23\nhorizon: 1 months\nworkload:\n  cases: {requests: 1M/month, "
         "input_tokens: 700, output_tokens: 100, agent: {calls: 20" +
         keys + "}}\noptions:\n  x: {kind: custom, " + accuracy +
         "lines: [{item: tokens, kind: invoiced, per_token: $10/Mtok, tokens: output}]}\n";
}

double mean_of(const Result& result, const Measure& measure, const char* name = "x") {
  const Statistics* found = option(result, name).find(measure);
  REQUIRE(found != nullptr);
  return found->mean.value;
}

bool says(const std::string& all, const std::string& part) { return all.find(part) != all.npos; }

}  // namespace

TEST_CASE("steps of 95 %, of whose failures half are put right, make 60 % of the tasks right") {
  const Result result = answer(agent_of(", steps: {noticed: 100%, recovery: 50%}"));
  const double right = std::pow(0.975, 20), calls = 1.05 * (1 - right) / 0.025;
  CHECK(mean_of(result, measures::accuracy) == doctest::Approx(right));
  CHECK(mean_of(result, measures::right_steps) == doctest::Approx(0.95));
  CHECK(mean_of(result, measures::calls_of_task) == doctest::Approx(calls));
  // 100 tokens a call at $10 a million: $0.001 a call; $0.0167 a task, $0.0277 a right one.
  CHECK(mean_of(result, measures::cost_per_request) == doctest::Approx(0.001 * calls));
  CHECK(mean_of(result, measures::cost_per_right_answer) == doctest::Approx(0.001 * calls / right));
  CHECK(says(option(result, "x").accuracy_reason, "of cases, that of a step"));
}

TEST_CASE("an accuracy in doubt moves the calls with it, draw by draw") {
  // 92 to 98 %: what is right less often stops earlier.
  const Result result = answer(agent_of(", steps: {noticed: 100%}", "accuracy: 92% to 98%, "));
  const Statistics* calls = option(result, "x").find(measures::calls_of_task);
  REQUIRE(calls != nullptr);
  CHECK(calls->p5.value < 0.85 * calls->p95.value);
  const auto at = [&](const std::string& share) {
    return mean_of(answer(agent_of(", steps: {noticed: 100%}", "accuracy: " + share + ", ")),
                   measures::calls_of_task);
  };
  CHECK(at("92%") < at("98%"));
}

TEST_CASE("what is noticed, what is put right and a cut move the answer") {
  const std::string base = agent_of(", steps: {noticed: 70%, recovery: 60%}");
  const Result before = answer(base);
  for (const std::string change :
       {"workload.cases.agent.steps.noticed=90%", "workload.cases.agent.steps.recovery=80%",
        "workload.cases.agent.steps.noticed=50% to 90%", "workload.cases.agent.most_calls=19.5"}) {
    CAPTURE(change);
    const Result after = answer(base, {change});
    CHECK(mean_of(after, measures::accuracy) != mean_of(before, measures::accuracy));
    CHECK(mean_of(after, measures::monthly_cost) != mean_of(before, measures::monthly_cost));
  }
}

TEST_CASE("what nobody says of steps is assumed, and what else it may be is asked") {
  Settings settings = walked(1024);
  settings.assumption_effects = true;
  const Result result = simulate(good_study(agent_of(", steps: {}")), settings);
  CHECK(mean_of(result, measures::accuracy) == doctest::Approx(std::pow(0.95, 20)));
  const auto found = std::find_if(result.assumptions.begin(), result.assumptions.end(), [](const auto& each) {
    return each.text == "no step of an agent that fails is noticed";
  });
  REQUIRE(found != result.assumptions.end());
  CHECK(found->effects.size() == 2);
}

TEST_CASE("an option of which nobody knows how right it is cannot be had where failures are noticed") {
  const OptionResult unknown = option(answer(agent_of(", steps: {noticed: 70%}", "")), "x");
  CHECK_FALSE(unknown.feasible);
  CHECK(
      says(unknown.reason, "how right a step of 'cases' is decides how many calls are made, and is unknown"));
  CHECK(option(answer(agent_of(", most_calls: 30", "")), "x").feasible);
}

TEST_CASE("what is wrong with steps is said at its place") {
  CHECK(says(complaints(agent_of(", steps: {recovery: 60%}")),
             "`recovery` is of failures that are noticed, and no `noticed` is given at "
             "workload.cases.agent.steps.recovery"));
  CHECK(says(complaints(agent_of(", most_calls: 0.5")), "workload.cases.agent.most_calls"));
  CHECK(says(complaints(agent_of(", steps: {noticed: 130%}")), "workload.cases.agent.steps.noticed"));
  CHECK(says(complaints(agent_of(", steps: {notice: 30%}")), "did you mean 'noticed'?"));
  const Result nothing = answer(agent_of(", steps: {noticed: 0%, recovery: 60%}"));
  CHECK(mean_of(nothing, measures::accuracy) == doctest::Approx(std::pow(0.95, 20)));
}
