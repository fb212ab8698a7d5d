#include <algorithm>

#include "demands.h"
#include "deployment/server_choice.h"
#include "deployment/simulated.h"

// What legs of a route get is what they are sized by, held to and simulated with.

using namespace llmtco;

namespace {

RequestClass named_class(const std::string& name, double a_month_of_them, double input, double output) {
  RequestClass all = requests(a_month_of_them, input, output);
  all.name = name;
  return all;
}

/// Answers of chat, and long documents.
Demand two_classes() {
  return demand_of({named_class("chat", 20e6, 600, 300), named_class("docs", 2e6, 12'000, 200)});
}

Option fleet_named(const std::string& name) {
  Fleet fleet = measured_fleet(8000);
  fleet.throughput.reset();
  return {.name = name,
          .serving = std::move(fleet),
          .contracts = {OnDemand{.price = 2.0 * usd / hour, .source = "a test"}}};
}

/// By class: of every leg.
Option by_class(std::vector<std::string> legs, std::vector<std::vector<Uncertain<double>>> shares) {
  return {.name = "route",
          .serving = Route{.legs = std::move(legs), .policy = routes::ByClass{std::move(shares)}}};
}

Option endpoint_of(const std::string& name, std::vector<Contract> before = {}) {
  Endpoint endpoint{.cache_hit_rate = 0.0};
  endpoint.speed = StreamSpeed{.ttft_p50 = 0.5 * second,
                               .ttft_p95 = 0.5 * second,
                               .output = 50.0 * token / second,
                               .source = "a test"};
  before.emplace_back(flat_tariff(1, 1, 1, 1));
  return {.name = name, .serving = endpoint, .contracts = std::move(before)};
}

}  // namespace

TEST_CASE("a fleet behind a route costs what a fleet costs that is asked for no more than it gets") {
  const std::vector<Option> options{fleet_named("own"), endpoint_of("hosted"),
                                    by_class({"own", "hosted"}, {{1.0, 0.0}, {0.0, 1.0}})};
  const Evaluation route = evaluate(options, two_classes(), Block())[2];
  const Demand chat = demand_of({two_classes().workload.classes[0]}),
               docs = demand_of({two_classes().workload.classes[1]});
  CHECK(dollars(route.bill) == doctest::Approx(dollars(evaluation(options[0], chat).bill) +
                                               dollars(evaluation(options[1], docs).bill)));
  CHECK(route.figures.at(measures::replicas).constant() ==
        evaluation(options[0], chat).figures.at(measures::replicas).constant());
}

TEST_CASE("the load of a fleet is the largest that comes to it, through routes at their calls") {
  // Alone it is sized, so that its load is that of its plan; a cascade through it with all requests is the same.
  Option fixed = fleet_named("own");
  serving_of<Fleet>(fixed).replicas = 4;
  const Demand demand = two_classes();
  const Block block;
  const Traffic traffic = traffic_of(demand, block);
  const auto load_of = [&](const Option& route) {
    const std::vector<Option> options{fixed, endpoint_of("hosted"), route};
    std::vector<Prepared> only;
    only.push_back(prepare(options[2], options, traffic, block));
    return busiest_loads(only, traffic, block).at("own");
  };
  const double all = load_of(by_class({"own", "hosted"}, {{1.0, 0.0}, {1.0, 0.0}}));
  CHECK(load_of(by_class({"own", "hosted"}, {{0.25, 0.75}, {0.25, 0.75}})) == doctest::Approx(0.25 * all));
  const Option votes{.name = "route", .serving = Route{.legs = {"own"}, .policy = routes::ByVotes{3, 0.5}}};
  CHECK(load_of(votes) == doctest::Approx(3 * all));
}

TEST_CASE("a mix of classes that a route makes is known where it is unlike that of all requests") {
  const Demand demand = two_classes();
  const Block block;
  const Traffic traffic = traffic_of(demand, block);
  const auto mixes_of = [&](std::vector<std::vector<Uncertain<double>>> shares) {
    const std::vector<Option> options{fleet_named("own"), fleet_named("big"),
                                      by_class({"own", "big"}, std::move(shares))};
    return served_mixes(prepare(options, traffic, block), traffic, block);
  };
  CHECK(mixes_of({{0.5, 0.5}, {0.5, 0.5}}).empty());
  const auto apart = mixes_of({{1.0, 0.0}, {0.0, 1.0}});
  REQUIRE(apart.size() == 2);
  CHECK(apart.at("own").front().shares == std::vector<double>{1, 0});
  CHECK(apart.at("big").front().shares == std::vector<double>{0, 1});
  CHECK(apart.at("big").front().option == 2);
  CHECK(apart.at("big").front().parts == std::vector<std::size_t>{1});
  CHECK(unlike({1, 0}, {0, 1}) == 2);
}

TEST_CASE("what never comes to a leg neither has to fit nor has prices") {
  Demand demand = two_classes();
  demand.workload.classes[1].input.mean = 200'000 * tokens_each;  // beyond the 131,072 of Llama 3.1
  demand.workload.classes[1].tool_uses.push_back({.tool = "web_search", .times = 1.0});
  Option no_tools = endpoint_of("no-tools");
  serving_of<Endpoint>(no_tools).context = 8'000 * token;
  for (const Option& first : {fleet_named("first"), [&] {
                                Option named = no_tools;
                                named.name = "first";
                                return named;
                              }()}) {
    const Option second{.name = "second", .serving = Stated{}};
    const auto feasible = [&](double docs_to_first) {
      const std::vector<Option> options{
          first, second, by_class({"first", "second"}, {{1.0, 0.0}, {docs_to_first, 1 - docs_to_first}})};
      return evaluate(options, demand, Block())[2].feasible.constant();
    };
    CHECK(feasible(0) == 1);
    CHECK(feasible(0.1) == 0);
  }
}

TEST_CASE("a timeout counts what calls wait for at the rate limits of the first leg") {
  // TTFT is 0.5 s and 300 tokens take 6 s. 48 calls a minute at a limit of 60 with a bucket of one second's worth are a
  // queue M/D/1 that four of five calls wait in.
  const Demand demand = demand_of({requests(2'102'400, 1000, 300)});
  const auto second_share = [&](std::vector<Contract> limits) {
    const std::vector<Option> options{
        endpoint_of("first", std::move(limits)),
        endpoint_of("second"),
        {.name = "route",
         .serving =
             Route{.legs = {"first", "second"},
                   .policy = routes::OnFailure{.fails = 0.0, .noticed = {}, .timeout = 6.6 * second}}}};
    return evaluate(options, demand, Block())[2].figures.at(measures::to_second_leg).constant();
  };
  CHECK(second_share({}) == doctest::Approx(0));
  const double late = second_share({RateLimits{.requests = 60.0 * request, .burst = 1.0 * second}});
  CHECK(late > 0.5);
  CHECK(late < 0.85);
}

TEST_CASE("a class too rare to be simulated waits as long as the others, beyond its own prompt") {
  LatencySurface surface;
  surface.most = 1;
  surface.classes.resize(2);
  const std::size_t features = features_of({}, {}, 0.5).size();
  for (Response& each : surface.classes[1].times) each.coefficients.assign(features, 0);
  const auto at = [](double ttft, double tpot) {
    return TimesOf{ttft * second, 2 * ttft * second, tpot * second, tpot * second};
  };
  const SurfaceInputs inputs{.common = {}, .of_class = {{}, {}}};
  const std::vector<TimesOf> alike =
      TimesByLoad(surface, inputs, 0.0).at(0.5, {at(0.3, 0.02), at(0.1, 0.02)});
  CHECK(seconds(alike[0][0]) == doctest::Approx(0.3));
  for (Response& each : surface.classes[1].times) {
    each.coefficients.assign(features, 0);
    each.coefficients[0] = 1;  // a hat, as high as the load is near to its top
  }
  const std::vector<TimesOf> queued =
      TimesByLoad(surface, inputs, 0.0).at(0.01, {at(0.3, 0.02), at(0.1, 0.02)});
  const double waits = seconds(queued[1][0]) - 0.1;
  CHECK(waits > 0.1);
  CHECK(seconds(queued[0][0]) == doctest::Approx(0.3 + waits));
  CHECK(seconds(queued[0][2]) == seconds(queued[1][2]));
}
