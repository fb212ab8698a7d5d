#include "deployment/agent_steps.h"

#include <cmath>

#include "demands.h"

// Loops whose tasks may end early, at options that are right more or less often on a step.

using namespace llmtco;

namespace {

const double right_tasks = std::pow(0.975, 20), calls = (1 - right_tasks) / 0.025;  // 60.27 %, 15.892

/// 1,000 tasks of 20 calls that read 1,000 tokens, 500 more each, and answer 300.
RequestClass agent(double noticed, double recovery) {
  RequestClass all = requests(1000, 1000, 300);
  all.agent.calls.mean = 20.0;
  all.agent.new_input.mean = 200.0 * tokens_each;
  all.agent.steps = AgentSteps{noticed, recovery};
  return all;
}

Option hosted(const std::string& name, std::optional<double> step_right) {
  Endpoint endpoint{.cache_hit_rate = 0.0};
  endpoint.speed = StreamSpeed{.ttft_p50 = 0.5 * second,
                               .ttft_p95 = 0.5 * second,
                               .output = 50.0 * token / second,
                               .source = "a test"};
  Option option{.name = name, .serving = endpoint, .contracts = {flat_tariff(2.5, 10, 2.5, 2.5)}};
  if (step_right) option.answers = {.by_class = {{"chat", *step_right}}, .note = "a test"};
  return option;
}

double figure(const Evaluation& evaluation, const Measure& measure) {
  return evaluation.figures.at(measure).constant();
}

}  // namespace

TEST_CASE("a right answer costs the tasks it takes, which end where a failure is noticed") {
  const Evaluation it = evaluation(hosted("it", 0.95), demand_of({agent(1, 0.5)}));
  CHECK(figure(it, measures::accuracy) == doctest::Approx(right_tasks));
  CHECK(figure(it, measures::right_steps) == doctest::Approx(0.95));
  CHECK(figure(it, measures::calls_of_task) == doctest::Approx(1.05 * calls));
  // Sum of k 0.975^k below 20: (14.89241 - 19 x 0.6026898) / 0.025 = 137.65; input 1.05 x (15,892 + 500 x 137.65).
  const double pairs = (calls - 1 - 19 * right_tasks) / 0.025;
  const double input = 1.05 * (1000 * calls + 500 * pairs), output = 1.05 * 300 * calls;
  CHECK(dollars(it.bill) == doctest::Approx(1000 * (2.5 * input + 10 * output) / 1e6));
  // $0.2725 a task, and one in 0.6027 is right: $0.4522.
  CHECK(dollars(it.bill) / 1000 == doctest::Approx(0.2725).epsilon(1e-3));
  CHECK(figure(it, measures::monthly_cost) / figure(it, measures::right_answers) ==
        doctest::Approx(dollars(it.bill) / 1000 / right_tasks));
}

TEST_CASE("a right task takes the time of the tasks until one is right") {
  // A call takes 0.5 + 299 / 50 = 6.48 s, one of twenty is made once more.
  const Evaluation it = evaluation(hosted("it", 0.95), demand_of({agent(1, 0.5)}));
  CHECK(seconds_of(it, measures::e2e_per_right) ==
        doctest::Approx(1.05 * calls * 6.48 / right_tasks).epsilon(1e-3));
  const Evaluation never = evaluation(hosted("it", 0.0), demand_of({agent(1, 0)}));
  CHECK(figure(never, measures::accuracy) == 0);
  CHECK(std::isnan(seconds_of(never, measures::e2e_per_right)));
}

TEST_CASE("a model that is right more often makes more calls, and fewer for each right task") {
  const auto all = evaluate({hosted("weak", 0.93), hosted("strong", 0.99), hosted("twin", 0.93)},
                            demand_of({agent(1, 0)}), Block());
  CHECK(figure(all[0], measures::calls_of_task) < figure(all[1], measures::calls_of_task));
  CHECK(figure(all[0], measures::calls_of_task) == figure(all[2], measures::calls_of_task));
  CHECK(dollars(all[0].bill) < dollars(all[1].bill));
  CHECK(dollars(all[0].bill) / figure(all[0], measures::accuracy) >
        dollars(all[1].bill) / figure(all[1], measures::accuracy));
}

TEST_CASE("how right steps are must be known where failures are noticed, and not where nobody does") {
  const Evaluation unknown = evaluation(hosted("it", std::nullopt), demand_of({agent(0.7, 0.6)}));
  CHECK(unknown.feasible.is(0));
  CHECK(unknown.reason ==
        "how right a step of 'chat' is decides how many calls are made, and is unknown: give its `accuracy`");
  const Evaluation blind = evaluation(hosted("it", std::nullopt), demand_of({agent(0, 0)}));
  CHECK(blind.feasible.is(1));
  CHECK(figure(blind, measures::calls_of_task) == 20);
  CHECK_FALSE(blind.figures.has(measures::accuracy));
}

TEST_CASE("steps that are all right are what a loop without steps is") {
  RequestClass plain = agent(0.7, 0.6);
  plain.agent.steps.reset();
  const Evaluation with = evaluation(hosted("it", 1.0), demand_of({agent(0.7, 0.6)})),
                   without = evaluation(hosted("it", 1.0), demand_of({plain}));
  CHECK(dollars(with.bill) == dollars(without.bill));
  CHECK(figure(with, measures::accuracy) == figure(without, measures::accuracy));
  CHECK(seconds_of(with, measures::e2e_p95) == seconds_of(without, measures::e2e_p95));
  CHECK_FALSE(without.figures.has(measures::right_steps));
}

TEST_CASE("a cut loop costs no more than its calls, and what needs more is not right") {
  RequestClass cut = agent(0, 0);
  cut.agent.steps.reset();
  cut.agent.most_calls = 12.0;
  const Evaluation it = evaluation(hosted("it", 0.9), demand_of({cut}));
  // 12 x 1,000 + 500 x 66 = 45,000 read, 3,600 written.
  CHECK(dollars(it.bill) == doctest::Approx(1000 * (2.5 * 45'000 + 10 * 3'600) / 1e6));
  CHECK(figure(it, measures::accuracy) == 0);
  cut.agent.calls.cv = 0.5;
  const double share = figure(evaluation(hosted("it", 0.9), demand_of({cut})), measures::accuracy);
  CHECK(share > 0.05);
  CHECK(share < 0.3);
}

TEST_CASE("a step of a task of one call is the task") {
  RequestClass one = agent(1, 0.5);
  one.agent.calls.mean = 1.0;
  const Evaluation it = evaluation(hosted("it", 0.9), demand_of({one}));
  CHECK(figure(it, measures::accuracy) == doctest::Approx(0.95));
  CHECK(figure(it, measures::calls_of_task) == doctest::Approx(1.1));
  CHECK(dollars(it.bill) == doctest::Approx(1.1 * 1000 * (2.5 * 1000 + 10 * 300) / 1e6));
}

TEST_CASE("routes and splits put tasks together, not steps") {
  Option route{.name = "routed",
               .serving = Route{.legs = {"weak", "strong"}, .policy = routes::ByClass{{{0.5, 0.5}}}}};
  Option split{.name = "mix", .serving = Split{{{"weak", 0.5}, {"strong", 0.5}}}};
  const auto all =
      evaluate({hosted("weak", 0.93), hosted("strong", 0.99), route, split, hosted("unknown", std::nullopt)},
               demand_of({agent(1, 0.5)}), Block());
  const double right = 0.5 * std::pow(0.965, 20) + 0.5 * std::pow(0.995, 20);
  for (const std::size_t i : {2, 3}) {
    CHECK(figure(all[i], measures::accuracy) == doctest::Approx(right));
    CHECK(dollars(all[i].bill) == doctest::Approx(0.5 * dollars(all[0].bill) + 0.5 * dollars(all[1].bill)));
  }
}
