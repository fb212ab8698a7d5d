#include <algorithm>
#include <cmath>
#include <random>

#include "demands.h"
#include "deployment/cache_lifetime.h"

// What tools of a loop cost and how long they take, by hand and against tasks drawn one by one; what a cache forgets
// meanwhile.

using namespace llmtco;

namespace {

/// A million tasks of ten calls with three tools between two at $0.002: 27 M tool calls, $54,000 a month.
RequestClass with_tools(double retries = 0) {
  RequestClass task = requests(1e6, 1000, 300);
  task.agent = {.calls = {10.0, {}}, .new_input = {200.0 * tokens_each, {}}, .retries = retries};
  task.agent.tool_time = {2.0 * second, 1.0};
  task.agent.tools = ToolCalls{.calls = 3.0, .at_once = 3.0, .price = 0.002 * usd / request};
  return task;
}
constexpr double of_all = 54'000;

Option hosted(const std::string& name) {
  Endpoint endpoint{.cache_hit_rate = 0.0};
  endpoint.speed = StreamSpeed{.ttft_p50 = 0.5 * second,
                               .ttft_p95 = 0.5 * second,
                               .output = 50.0 * token / second,
                               .source = "a test"};
  Option option{.name = name, .serving = endpoint, .contracts = {flat_tariff(2.5, 10, 1.25, 3.125)}};
  option.answers.by_class["chat"].base = 0.8;
  return option;
}

Option route_of(std::vector<std::string> legs, decltype(Route::policy) policy) {
  return {.name = "route", .serving = Route{.legs = std::move(legs), .policy = std::move(policy)}};
}

/// Of tools alone, whoever's line it is.
double paid_for_tools(const Bill& bill) {
  return (total(bill, [](const LineItem& line) { return line.item == ItemId::agent_tools; }) / usd)
      .constant();
}

/// What tools cost behind two hosted legs, for the tasks of one million.
double behind(const Option& sender, const RequestClass& task = with_tools()) {
  const std::vector<Option> options{hosted("low"), hosted("high"), sender};
  const Evaluation evaluation = evaluate(options, demand_of({task}), Block())[2];
  REQUIRE(evaluation.feasible.constant() == 1);
  CHECK(dollars(evaluation.bill) ==
        doctest::Approx((*evaluation.figures.get(measures::monthly_cost) / usd).constant()));
  return paid_for_tools(evaluation.bill);
}

}  // namespace

TEST_CASE("tools of a loop are a line of their own, tasks times nine pauses times three calls") {
  Option option = hosted("it");
  const Bill bill = evaluation(option, demand_of({with_tools()})).bill;
  CHECK(dollars(bill, "tool calls") == doctest::Approx(of_all));
  const auto line = std::find_if(bill.begin(), bill.end(),
                                 [](const LineItem& each) { return each.item == ItemId::agent_tools; });
  CHECK(line->quantity.constant() == doctest::Approx(27'000));
  CHECK(line->quantity_unit == "1k calls");
  CHECK(line->unit_price_usd.constant() == doctest::Approx(2));
  CHECK(is_payable(*line));
  CHECK(is_marginal(*line));
  // A fifth of the calls once more: more tokens, and as many tools.
  const Bill again = evaluation(option, demand_of({with_tools(0.2)})).bill;
  CHECK(dollars(again, "tool calls") == doctest::Approx(of_all));
  CHECK(dollars(again, "output tokens") == doctest::Approx(1.2 * dollars(bill, "output tokens")));
  // In one call there is no pause, and without a price nothing to pay.
  RequestClass once = with_tools();
  once.agent.calls = {1.0, {}};
  CHECK(paid_for_tools(evaluation(option, demand_of({once})).bill) == 0);
  once = with_tools();
  once.agent.tools->price.reset();
  CHECK(evaluation(option, demand_of({once})).bill.size() == bill.size() - 1);
}

TEST_CASE("tools cost the same whoever answers") {
  Option own{.name = "own",
             .serving = measured_fleet(80'000),
             .contracts = {OnDemand{.price = 2.0 * usd / hour, .source = "a test"}}};
  const Option stated{.name = "stated", .serving = Stated{}};
  for (const Option& option : {hosted("api"), own, stated})
    CHECK(paid_for_tools(evaluation(option, demand_of({with_tools()})).bill) == doctest::Approx(of_all));
}

TEST_CASE("beside electricity alone they leave an option's basis as it is") {
  Bill bill{
      {.item = ItemId::power, .behaviour = CostBehaviour::energy, .quantity = 1.0, .unit_price_usd = 60.0},
      {.item = ItemId::agent_tools, .quantity = 1.0, .unit_price_usd = 40.0}};
  CHECK(basis_of(bill) == Basis::energy_only);
  bill.front().behaviour = CostBehaviour::fixed;
  CHECK(basis_of(bill) == Basis::fully_loaded);
}

TEST_CASE("a split and a route pay for tools once for each loop that is run") {
  CHECK(behind({.name = "split", .serving = Split{{{"low", 0.6}, {"high", 0.4}}}}) ==
        doctest::Approx(of_all));
  CHECK(behind(route_of({"low", "high"}, routes::ByClass{{{0.7, 0.3}}})) == doctest::Approx(of_all));
  // Three samples run it three times, and a cache of answers spares the 30 % that it has.
  CHECK(behind(route_of({"low"}, routes::ByVotes{.samples = 3, .correlation = 0.2})) ==
        doctest::Approx(3 * of_all));
  CHECK(behind(route_of({"low"}, routes::FromCache{.hit_rate = 0.3, .wrong_hits = 0.0})) ==
        doctest::Approx(0.7 * of_all));
  // What falls back is run by both legs.
  CHECK(behind(route_of({"low", "high"}, routes::OnFailure{.fails = 0.25})) ==
        doctest::Approx(1.25 * of_all));
}

TEST_CASE("both legs of a cascade run the loop, the second for what it gets") {
  // The judge turns away 10 % of the right answers and 90 % of the wrong ones: 0.8 x 0.1 + 0.2 x 0.9 = 26 %.
  const auto cascade =
      route_of({"low", "high"},
               routes::ByJudge{.accepts_right = 0.9, .accepts_wrong = 0.1, .likeness = {.correlation = 0.3}});
  CHECK(behind(cascade) == doctest::Approx(1.26 * of_all));
}

TEST_CASE("a task that is done again after a wrong answer runs its tools again") {
  // 20 % wrong, half of them found: 100,000 tasks again, each at the tokens and at $0.054 of tools.
  RequestClass task = with_tools();
  task.wrong =
      WrongAnswers{.detected = 0.5, .then = AfterWrong::retry, .same_again = 0.0, .undetected_cost = {}};
  const Bill bill = evaluation(hosted("it"), demand_of({task})).bill;
  const double first = dollars(bill, "input tokens") + dollars(bill, "output tokens") + of_all;
  CHECK(dollars(bill, "tool calls") == doctest::Approx(of_all));
  CHECK(dollars(bill, "retries of wrong answers") == doctest::Approx(0.1 * first));
}

TEST_CASE("a task with tools side by side takes what tasks drawn one by one take") {
  // Ten calls of 0.5 s and 299 tokens at 20 ms: 64.8 s, and nine pauses; twice in the loop of two calls there is one.
  constexpr int tasks = 40'000;
  for (const auto& one : {std::pair{10, 3}, {10, 1}, {10, 2}, {2, 3}}) {
    const int calls = one.first, at_once = one.second;
    CAPTURE(calls);
    CAPTURE(at_once);
    std::mt19937_64 words(20261130);
    std::normal_distribution<double> normal;
    const double sigma = std::sqrt(std::log(2.0));
    std::vector<double> times;
    for (int i = 0; i < tasks; ++i) {
      double time = calls * 6.48;
      for (int pause = 1; pause < calls; ++pause) {
        for (int left = 3; left > 0; left -= at_once) {
          double slowest = 0;
          for (int tool = 0; tool < std::min(left, at_once); ++tool)
            slowest = std::max(slowest, 2 * std::exp(sigma * normal(words) - 0.5 * sigma * sigma));
          time += slowest;
        }
      }
      times.push_back(time);
    }
    std::sort(times.begin(), times.end());
    RequestClass task = with_tools();
    task.agent.calls = {static_cast<double>(calls), {}};
    task.agent.tools->at_once = at_once;
    const Evaluation formula = evaluation(hosted("it"), demand_of({task}));
    CHECK(seconds_of(formula, measures::e2e_p50) == doctest::Approx(times[tasks / 2]).epsilon(0.02));
    CHECK(seconds_of(formula, measures::e2e_p95) == doctest::Approx(times[tasks * 95 / 100]).epsilon(0.02));
  }
}

TEST_CASE("what a cache forgets between two calls is written again") {
  // 27,000 tokens repeat, 5,000 are kept. Pauses of two minutes with cv 1: 93.5348 % are within five minutes.
  Option option = hosted("it");
  Endpoint& endpoint = serving_of<Endpoint>(option);
  endpoint.cached = true;
  endpoint.cache_hit_rate = 0.9;
  endpoint.cache_lifetime = 5.0 * minute;
  RequestClass task = with_tools();
  task.agent.tools.reset();
  task.agent.tool_time = {2.0 * minute, 1.0};
  const auto bill = [&] { return evaluation(option, demand_of({task})).bill; };
  const double found = 0.9 * 0.935348 * 27'000;
  CHECK(dollars(bill(), "cache reads") == doctest::Approx(found * 1.25));
  CHECK(dollars(bill(), "cache writes") == doctest::Approx((5'000 + 27'000 - found) * 3.125));
  CHECK(dollars(bill(), "input tokens") == doctest::Approx(1'250));
  // A beginning of 400 in common is renewed by other tasks: 9 x 400 of what repeats stays, with the 400 of the first call.
  task.shared_prefix = 400.0 * tokens_each;
  CHECK(dollars(bill(), "cache reads") ==
        doctest::Approx(0.9 * (27'400 - (1 - 0.935348) * (27'000 - 3'600)) * 1.25));
  // A call that is made again finds what the failed one has just read: of a tenth of them, 0.1 x 32,500.
  task.shared_prefix = {};
  task.agent.retries = 0.1;
  CHECK(dollars(bill(), "cache reads") == doctest::Approx((found + 0.9 * 3'250) * 1.25));
  // Tools that always take as long are within it or not.
  task.agent.retries = 0.0;
  task.agent.tool_time.cv = 0.0;
  CHECK(dollars(bill(), "cache reads") == doctest::Approx(0.9 * 27'000 * 1.25));
  endpoint.cache_lifetime = 1.0 * minute;
  for (const LineItem& line : bill())
    CHECK((line.item != ItemId::cache_reads || line.amount().base_units().constant() == 0));
  CHECK(dollars(bill(), "cache writes") == doctest::Approx(32'000 * 3.125));
}

TEST_CASE("media that a task reads again are forgotten as its text is") {
  Option option = hosted("it");
  Endpoint& endpoint = serving_of<Endpoint>(option);
  endpoint.cached = true;
  endpoint.cache_hit_rate = 1.0;
  RequestClass task = with_tools();
  task.agent.tools.reset();
  task.agent.tool_time = {2.0 * minute, 1.0};
  task.media.audio.input.mean = 1'920.0 * tokens_each;
  TokenPrices& prices = contract<TokenTariff>(option).windows[0].tiers[0].prices;
  prices.media.audio = {
      .input = 2.0 * mtok_price, .output = 2.0 * mtok_price, .cache_read = 1.0 * mtok_price};
  const double all = dollars(evaluation(option, demand_of({task})).bill, "audio cache reads");
  CHECK(all == doctest::Approx(9 * 1'920));
  endpoint.cache_lifetime = 5.0 * minute;
  const Bill bill = evaluation(option, demand_of({task})).bill;
  CHECK(dollars(bill, "audio cache reads") == doctest::Approx(0.935348 * all));
  CHECK(dollars(bill, "audio input tokens") == doctest::Approx(2 * (1'920 + 0.064652 * 9 * 1'920)));
}

TEST_CASE("a fleet computes again what its prefix cache has forgotten") {
  Fleet fleet = measured_fleet(80'000);
  fleet.throughput.reset();
  fleet.cache_hit_rate = 1.0;
  const auto load = [&](double tool_minutes) {
    RequestClass task = with_tools();
    task.agent.tools.reset();
    task.agent.tool_time = {tool_minutes * minute, 0.0};
    const Option own{.name = "own",
                     .serving = fleet,
                     .contracts = {OnDemand{.price = 2.0 * usd / hour, .source = "a test"}}};
    const Evaluation all = evaluation(own, demand_of({task}));
    return all.figures.at(measures::load).constant() * all.figures.at(measures::replicas).constant();
  };
  const double measured = load(10);
  fleet.cache_lifetime = 5.0 * minute;
  CHECK(load(4) == doctest::Approx(measured));
  CHECK(load(10) > measured);
}
