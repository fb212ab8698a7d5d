#include <cmath>

#include "demands.h"

// Models that share the calls of an agent's loop.

using namespace llmtco;

namespace {

/// 1,000 tasks a month of 3 calls: I = 1,000, d = 500, of which 200 are new and 300 answered.
RequestClass agent(double calls = 3) {
  RequestClass all = requests(1000, 1000, 300);
  all.agent.calls.mean = calls;
  all.agent.new_input.mean = 200 * tokens_each;
  return all;
}

Option model(const std::string& name, double input, double output, double read, double write) {
  Endpoint endpoint{.cache_hit_rate = 1.0, .cached = true};
  endpoint.speed = StreamSpeed{.ttft_p50 = 0.5 * second,
                               .ttft_p95 = 0.5 * second,
                               .output = 100.0 * token / second,
                               .source = "a test"};
  return {.name = name, .serving = endpoint, .contracts = {flat_tariff(input, output, read, write)}};
}

Option steps(std::vector<std::string> legs, std::vector<routing::Places> places) {
  return {.name = "route",
          .serving = Route{.legs = std::move(legs), .policy = routes::ByStep{std::move(places)}}};
}

const routing::Places plans{.first = true}, rest{.later = true, .last = true}, between{.later = true},
    both_ends{.first = true, .last = true};

Evaluation of_route(const std::vector<Option>& others, const Option& route, const Demand& demand) {
  std::vector<Option> options = others;
  options.push_back(route);
  return evaluate(options, demand, Block()).back();
}

double figure(const Evaluation& evaluation, MeasureOf<Usd> measure) {
  return (*evaluation.figures.get(measure) / usd).constant();
}

}  // namespace

TEST_CASE("a plan by the large model and the rest by the small one, with what the lost cache costs") {
  // Cache reads at a tenth; writing costs what input does. Large: 1,000 in and 300 out a task, at $10 and $30: $0.019.
  // Small: 3,500 in, of which 1,500 from its cache, and 600 out, at $1, $0.10 and $3: 0.002 + 0.00015 + 0.0018 = $0.00395.
  // With nothing lost 1,000 tokens more from the cache: $0.90 a million less, 0.0009 a task.
  const std::vector<Option> models{model("large", 10, 30, 1, 10), model("small", 1, 3, 0.1, 1)};
  const Evaluation route = of_route(models, steps({"large", "small"}, {plans, rest}), demand_of({agent()}));
  CHECK(dollars(route.bill) == doctest::Approx(1000 * (0.019 + 0.00395)));
  CHECK((*route.figures.get(measures::lost_cache) / token).constant() == doctest::Approx(1e6));
  CHECK(figure(route, measures::lost_cache_cost) == doctest::Approx(0.90));
  CHECK(route.figures.at(measures::to_second_leg).constant() == doctest::Approx(1));
}

TEST_CASE("where writing to a cache costs more than reading, a lost cache saves what nobody reads") {
  // The large model no longer writes 1,000 tokens that the small one would read; the small one writes 1,500 for its last
  // call in place of reading 1,000 and writing 500. Written at $12.50 and $1.25, input at $10 and $1.
  const std::vector<Option> models{model("large", 10, 30, 1, 12.5), model("small", 1, 3, 0.1, 1.25)};
  const Evaluation route = of_route(models, steps({"large", "small"}, {plans, rest}), demand_of({agent()}));
  CHECK(figure(route, measures::lost_cache_cost) ==
        doctest::Approx(1000 * (-1000 * 2.5 + 1000 * (1.25 - 0.1)) / 1e6));
}

TEST_CASE("what is lost is money where the leg's own calls are too short for its cache") {
  // Large plans (1,000) and answers after 9 more calls (5,500), and keeps nothing below 1,024 tokens: at $10, without a read.
  // One model would find the 5,000 before at $1: 5,000 x $9 a million are $0.045 of each task, less what small finds less:
  // it reads 1,500 to 5,000, of which one model would find the first 1,000 at $0.10 in place of $1, $0.0009.
  std::vector<Option> models{model("large", 10, 30, 1, 10), model("small", 1, 3, 0.1, 1)};
  serving_of<Endpoint>(models[0]).least_cacheable = 1024.0 * token;
  const Evaluation route =
      of_route(models, steps({"large", "small"}, {both_ends, between}), demand_of({agent(10)}));
  CHECK((*route.figures.get(measures::lost_cache) / token).constant() == doctest::Approx(5e6));
  CHECK(figure(route, measures::lost_cache_cost) == doctest::Approx(45.9));
}

TEST_CASE("deciding call by call loses money by the same account") {
  // Half of three calls to each: 500 tokens a task lost by each leg, at $0.90 and $9 a million.
  const std::vector<Option> models{model("small", 1, 3, 0.1, 1), model("large", 10, 30, 1, 10)};
  Option route{.name = "route",
               .serving = Route{
                   .legs = {"small", "large"},
                   .policy = routes::ByScore{
                       .threshold = 0.5, .quality = routes::Table{{{0, 0.6}, {1, 0.8}}}, .each_call = true}}};
  const Evaluation each = of_route(models, route, demand_of({agent()}));
  CHECK((*each.figures.get(measures::lost_cache) / token).constant() == doctest::Approx(1e6));
  CHECK(figure(each, measures::lost_cache_cost) == doctest::Approx(500e3 * (0.9 + 9) / 1e6));
  std::get<routes::ByScore>(serving_of<Route>(route).policy).each_call = false;
  const Evaluation once = of_route(models, route, demand_of({agent()}));
  CHECK(dollars(each.bill) - dollars(once.bill) == doctest::Approx(4.95));
  CHECK(once.figures.find(measures::lost_cache_cost) == nullptr);
}

TEST_CASE("the same model at two names costs what it costs alone, and what is lost") {
  for (const double calls : {1.0, 2.0, 3.0, 10.0, 50.0}) {
    const Demand demand = demand_of({agent(calls)});
    const std::vector<Option> models{model("one", 2.5, 10, 1.25, 2.5), model("other", 2.5, 10, 1.25, 2.5),
                                     model("third", 2.5, 10, 1.25, 2.5)};
    const double alone = dollars(evaluation(models[0], demand).bill);
    for (const Option& route :
         {steps({"one", "other"}, {plans, rest}), steps({"one", "other"}, {both_ends, between}),
          steps({"one", "other", "third"}, {plans, between, routing::Places{.last = true}}),
          steps({"one", "other"}, {{.first = true, .later = true}, {.last = true}})}) {
      const Evaluation found = of_route(models, route, demand);
      CHECK(dollars(found.bill) - figure(found, measures::lost_cache_cost) == doctest::Approx(alone));
      CHECK(figure(found, measures::lost_cache_cost) ==
            doctest::Approx((*found.figures.get(measures::lost_cache) / token).constant() * 1.25e-6));
    }
  }
}

TEST_CASE("times of a loop by step are those of its calls one after another, and of tools between") {
  // 0.5 s and 300 tokens at 100 a second: 0.5 + 299 x 0.01 = 3.49 s a call, three of them and two pauses of 2 s.
  RequestClass loop = agent();
  loop.agent.tool_time.mean = 2.0 * second;
  const std::vector<Option> models{model("large", 10, 30, 1, 10), model("small", 1, 3, 0.1, 1)};
  for (const Option& route :
       {steps({"large", "small"}, {plans, rest}), steps({"large", "small"}, {both_ends, between})}) {
    const Evaluation found = of_route(models, route, demand_of({loop}));
    CHECK(seconds_of(found, measures::e2e_p50) == doctest::Approx(3 * 3.49 + 4));
    CHECK(seconds_of(found, measures::ttft_p95) == doctest::Approx(0.5));
  }
}

TEST_CASE("uses of tools are bought where the calls are made, once") {
  RequestClass loop = agent();
  loop.tool_uses.push_back({.tool = "web_search", .times = 6.0});
  Option large = model("large", 0, 0, 0, 0), small = model("small", 0, 0, 0, 0);
  contract<TokenTariff>(large).tools = {{"web_search", 0.010 * (usd / request), "a test"}};
  contract<TokenTariff>(small).tools = {{"web_search", 0.001 * (usd / request), "a test"}};
  const Evaluation route =
      of_route({large, small}, steps({"large", "small"}, {plans, rest}), demand_of({loop}));
  CHECK(dollars(route.bill) == doctest::Approx(1000 * (2 * 0.010 + 4 * 0.001)));
}

TEST_CASE("how right a loop by step is, is what was measured of it; of one call, what the planner is") {
  const std::vector<Option> models{model("large", 1, 1, 1, 1), model("small", 1, 1, 1, 1)};
  Option route = steps({"large", "small"}, {plans, rest});
  CHECK(of_route(models, route, demand_of({agent()})).figures.find(measures::accuracy) == nullptr);
  std::get<routes::ByStep>(serving_of<Route>(route).policy).accuracy = 0.74;
  CHECK(of_route(models, route, demand_of({agent()})).figures.at(measures::accuracy).constant() == 0.74);
}

TEST_CASE("where accuracies are those of steps, a loop is right where each leg's steps are") {
  // 10 calls: the plan at 0.99, nine at 0.95: 0.99 x 0.95^9; with the plan's model giving the answer 0.99^2 x 0.95^8.
  RequestClass loop = agent(10);
  loop.agent.steps = AgentSteps{};
  std::vector<Option> models{model("large", 1, 1, 1, 1), model("small", 1, 1, 1, 1)};
  const auto right = [&](std::vector<routing::Places> places) {
    const Evaluation found =
        of_route(models, steps({"large", "small"}, std::move(places)), demand_of({loop}));
    const Column* accuracy = found.figures.find(measures::accuracy);
    return accuracy == nullptr ? std::nullopt : std::optional(accuracy->constant());
  };
  CHECK_FALSE(right({plans, rest}));
  models[0].answers = {.by_class = {{"chat", 0.99}}, .note = "a test"};
  models[1].answers = {.by_class = {{"chat", 0.95}}, .note = "a test"};
  CHECK(right({plans, rest}).value() == doctest::Approx(0.6239468));
  CHECK(right({both_ends, between}).value() == doctest::Approx(0.6502183));
  // A half of the failures noticed, and half of these put right: steps of 0.9925 and 0.9625.
  loop.agent.steps = AgentSteps{0.5, 0.5};
  CHECK(right({plans, rest}).value() == doctest::Approx(0.9925 * std::pow(0.9625, 9)));
}

TEST_CASE("a loop whose context is summarized is not shared by step") {
  RequestClass loop = agent(10);
  loop.agent.compaction = Compaction{4000 * tokens_each, 500 * tokens_each};
  const std::vector<Option> models{model("large", 1, 1, 1, 1), model("small", 1, 1, 1, 1)};
  const Evaluation route = of_route(models, steps({"large", "small"}, {plans, rest}), demand_of({loop}));
  CHECK(route.feasible.is(0));
  CHECK(route.reason.find("summarized along the way") != std::string::npos);
}
