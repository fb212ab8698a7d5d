#include "deployment/split.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "columns/normal.h"
#include "demands.h"

using namespace llmtco;

namespace {

Option hosted(const std::string& name, double price, double accuracy, double ttft) {
  Endpoint endpoint{.cache_hit_rate = 0.0};
  endpoint.speed = StreamSpeed{.ttft_p50 = ttft * second,
                               .ttft_p95 = 2 * ttft * second,
                               .output = 50.0 * token / second,
                               .source = "a test"};
  return {.name = name,
          .serving = endpoint,
          .contracts = {flat_tariff(price, price, price, price)},
          .answers = {.by_class = {{"chat", accuracy}}, .note = "a test"}};
}

Option split_of(std::vector<Split::Part> parts) {
  return {.name = "mix", .serving = Split{std::move(parts)}};
}

Option rented(const std::string& name, Fleet fleet) {
  return {.name = name,
          .serving = std::move(fleet),
          .contracts = {OnDemand{.price = 2.0 * usd / hour, .source = "a test"}}};
}

const Demand demand = demand_of({requests(10e6, 667, 333)});

}  // namespace

TEST_CASE("the bill of a split is those of its parts at their shares, line by line") {
  // 80 % at $0.30 and 20 % at $5.00 a million: $1.24 x 10 B tokens = $12,400.
  const auto all = evaluate({hosted("small", 0.30, 0.68, 0.2), hosted("large", 5.00, 0.88, 0.6),
                             split_of({{"small", 0.8}, {"large", 0.2}})},
                            demand, Block());
  const Evaluation& mix = all[2];
  CHECK(dollars(mix.bill) == doctest::Approx(12'400));
  CHECK(dollars(mix.bill, "small: input tokens") == doctest::Approx(0.8 * 0.667 * 3'000));
  CHECK(dollars(mix.bill, "large: output tokens") == doctest::Approx(0.2 * 0.333 * 50'000));
  // Right answers 0.8 x 0.68 + 0.2 x 0.88 = 0.72.
  CHECK(mix.figures.at(measures::accuracy).constant() == doctest::Approx(0.72));
}

TEST_CASE("half the requests wait for one part and half for the other, as a simulation of them shows") {
  const auto all = evaluate({hosted("small", 0.30, 0.68, 0.2), hosted("large", 5.00, 0.88, 0.6),
                             split_of({{"small", 0.5}, {"large", 0.5}})},
                            demand, Block());
  const double p50 = seconds_of(all[2], measures::ttft_p50), p95 = seconds_of(all[2], measures::ttft_p95);
  CHECK(p50 == doctest::Approx(0.346410).epsilon(1e-5));  // halfway in logarithms: sqrt(0.2 x 0.6)
  CHECK(p95 == doctest::Approx(1.029781).epsilon(1e-5));

  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  const double sigma = std::log(2) / z95;
  std::vector<double> waits(200'000);
  for (std::size_t i = 0; i < waits.size(); ++i)
    waits[i] = (i % 2 == 0 ? 0.2 : 0.6) * std::exp(sigma * normal(random));
  std::sort(waits.begin(), waits.end());
  CHECK(waits[100'000] == doctest::Approx(p50).epsilon(0.01));
  CHECK(waits[190'000] == doctest::Approx(p95).epsilon(0.01));
  // The mean of the medians and the worse of the 95th percentiles are neither of them.
  CHECK(0.5 * 0.2 + 0.5 * 0.6 > 1.1 * waits[100'000]);
  CHECK(1.2 > 1.1 * waits[190'000]);
}

TEST_CASE("a part that gets nothing neither costs nor delays nor makes infeasible") {
  Fleet short_of = measured_fleet(3000);
  short_of.replicas = 1;
  const Option broken = rented("broken", short_of);
  const Demand heavy = demand_of({requests(1e9, 667, 333)});  // 380 requests a second on one replica of 9
  const auto all =
      evaluate({hosted("small", 0.30, 0.68, 0.2), broken, split_of({{"small", 1.0}, {"broken", 0.0}}),
                split_of({{"small", 0.5}, {"broken", 0.5}})},
               heavy, Block());
  CHECK(all[1].feasible.constant() == 0);
  CHECK(all[2].feasible.constant() == 1);
  CHECK(all[3].feasible.constant() == 0);
  CHECK(all[3].reason ==
        "broken: 1 replica cannot serve the busiest hour, which asks for 21.12 times its capacity");
}

TEST_CASE("machines in a split are sized for their share of the load") {
  // 80 requests a second need ten replicas (8 each); a fifth of them two.
  const Demand busy = demand_of({requests(80.0 * 730 * 3600, 500, 300)});
  const Option own = rented("own", measured_fleet(3000));
  const auto all =
      evaluate({own, hosted("large", 5, 0.9, 0.5), split_of({{"own", 0.2}, {"large", 0.8}})}, busy, Block());
  CHECK(all[0].figures.at(measures::replicas).constant() == 10);
  CHECK(all[2].figures.at(measures::replicas).constant() == 2);
  CHECK(dollars(all[2].bill, "own: GPU hours") == doctest::Approx(2 * 730 * 2));
}

TEST_CASE("wrong answers cost what they cost, and a split's are those of its parts") {
  // 10 M x (1 - 0.68) x $0.05 = $160,000 for the small model, x (1 - 0.88) = $60,000 for the large one.
  RequestClass chat = requests(10e6, 667, 333);
  chat.cost_if_wrong = 0.05 * usd / request;
  chat.value_if_right = 0.10 * usd / request;
  const auto all = evaluate({hosted("small", 0.30, 0.68, 0.2), hosted("large", 5.00, 0.88, 0.6),
                             split_of({{"small", 0.8}, {"large", 0.2}})},
                            demand_of({chat}), Block());
  CHECK(dollars(all[0].bill, "wrong answers") == doctest::Approx(160'000));
  CHECK(dollars(all[1].bill, "wrong answers") == doctest::Approx(60'000));
  CHECK(dollars(all[2].bill, "small: wrong answers") == doctest::Approx(0.8 * 160'000));
  CHECK(all[2].figures.at(measures::gross_value).constant() == doctest::Approx(10e6 * 0.72 * 0.10));
}

TEST_CASE("tasks of a split are too long for the part that takes them, where that is known of each") {
  RequestClass chat = requests(10e6, 667, 333);
  chat.input.cv = 1.0;
  Option small = hosted("small", 0.30, 0.68, 0.2), large = hosted("large", 5.00, 0.88, 0.6);
  const auto too_long = [&](std::size_t option) {
    const auto all =
        evaluate({small, large, split_of({{"small", 0.8}, {"large", 0.2}})}, demand_of({chat}), Block());
    return all[option].figures.get(measures::too_long);
  };
  serving_of<Endpoint>(small).context = 2'000.0 * token;
  CHECK_FALSE(too_long(2).has_value());
  serving_of<Endpoint>(large).context = 4'000.0 * token;
  CHECK(too_long(0)->constant() > 5 * too_long(1)->constant());
  CHECK(too_long(2)->constant() ==
        doctest::Approx(0.8 * too_long(0)->constant() + 0.2 * too_long(1)->constant()));
}

TEST_CASE("an unknown latency or accuracy of a part leaves that of the split unknown") {
  Option silent = hosted("silent", 1, 0.5, 0.2);
  serving_of<Endpoint>(silent).speed.reset();
  serving_of<Endpoint>(silent).speed_note = "nobody measured it";
  silent.answers = {};
  const auto all = evaluate(
      {silent, hosted("large", 5, 0.9, 0.5), split_of({{"silent", 0.5}, {"large", 0.5}})}, demand, Block());
  CHECK_FALSE(all[2].figures.has(measures::ttft_p50));
  CHECK(all[2].latency_note == "silent: nobody measured it");
  CHECK_FALSE(all[2].figures.has(measures::accuracy));
}

TEST_CASE("lines of one's own count months, requests or tokens of what comes here") {
  Option option = hosted("it", 0, 0.5, 0.2);
  option.contracts.push_back(CustomLines{
      {{.name = "people", .type = CostType::staff, .price = 500.0 * usd / month, .source = ""},
       {.name = "search", .behaviour = CostBehaviour::usage, .price = 0.001 * usd / request, .source = ""},
       {.name = "logs",
        .behaviour = CostBehaviour::usage,
        .price = 0.1 * mtok_price,
        .tokens = CustomLine::Tokens::output,
        .source = ""}}});
  const auto all = evaluate({option, hosted("other", 1, 0.5, 0.2), split_of({{"it", 0.25}, {"other", 0.75}})},
                            demand, Block());
  CHECK(dollars(all[0].bill, "people") == doctest::Approx(500));
  CHECK(dollars(all[0].bill, "search") == doctest::Approx(10'000));
  CHECK(dollars(all[0].bill, "logs") == doctest::Approx(333));  // 3,330 Mtok x $0.10
  CHECK(dollars(all[2].bill, "it: search") == doctest::Approx(2'500));
  CHECK(dollars(all[2].bill, "it: people") == doctest::Approx(500));  // people are there whatever comes
}

TEST_CASE("shares that are known stay as they are; where one is drawn they are divided by their sum") {
  const auto shares = [](Uncertain<double> first, const Block& block) {
    const Split split{{{"small", first}, {"large", 0.8}}};
    const std::vector<Column> all = shares_of(split, block);
    return std::pair(all[0].constant(), all[1].constant());
  };
  CHECK(shares(0.2, Block()) == std::pair(0.2, 0.8));
  // 0.3 in this draw, beside 0.8: 0.3 / 1.1 = 0.2727 and 0.8 / 1.1 = 0.7273.
  const auto [small, large] = shares(Uncertain<double>(NodeId(0)), Block({Column(0.3)}));
  CHECK(small == doctest::Approx(0.27273).epsilon(1e-4));
  CHECK(large == doctest::Approx(0.72727).epsilon(1e-4));
}
