#include "montecarlo/assumptions.h"

#include <cmath>

#include "studies.h"

using namespace llmtco;

namespace {

/// An API at $2 and $8 a million tokens: 700 M in and 300 M out of a million requests are $1,400 + $2,400 = $3,800.
Option api(Study& study, const std::string& name) {
  TokenTariff tariff;
  TokenPrices prices;
  prices.input = 2.0 * usd / (1e6 * token);
  prices.output = 8.0 * usd / (1e6 * token);
  prices.cache_read = 0.2 * usd / (1e6 * token);
  tariff.windows = {{.name = "all day", .share_of_week = 1, .tiers = {{Tokens(), prices}}}};
  tariff.discount = Uncertain<double>(0.0).from(study.variables.add(assumed_origin(
      name + ".discount", "list prices are paid", {{instead(0.1, "10 % off"), instead(0.3, "30 % off")}})));
  return {.name = name, .kind = "api", .serving = Endpoint{}, .contracts = {std::move(tariff)}};
}

/// That API, and a server at $3,500 a month, which is the cheapest.
Study api_and_server() {
  Study study = empty_study();
  study.options.push_back(api(study, "api"));
  add_option(study, "server", distributions::Constant{3500});
  return study;
}

Result answered(const Study& study, bool effects = true) {
  Settings settings = draws_of(1024);
  settings.assumption_effects = effects;
  return simulate(study, settings);
}

const Assumption& assumption(const Result& result, const std::string& text) {
  CAPTURE(text);
  const Assumption* found = nullptr;
  for (const Assumption& each : result.assumptions) {
    if (each.text != text) continue;
    REQUIRE(found == nullptr);  // said once
    found = &each;
  }
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("an assumption says what its alternatives do to every option, to the least bill and to its lead") {
  const Result result = answered(api_and_server());
  const Assumption& discount = assumption(result, "list prices are paid");
  CHECK(discount.about == "api.discount");
  CHECK(discount.options == std::vector<std::string>{"api"});
  REQUIRE(discount.effects.size() == 2);
  // 10 % of $3,800: $3,420 are $80 less than the server's $3,500, which led by $300.
  const AssumptionEffect& little = discount.effects[0];
  CHECK(little.words == "10 % off");
  CHECK(little.by_option.at("api").cost_usd == doctest::Approx(-380));
  CHECK(little.by_option.at("server").cost_usd == 0);
  CHECK(little.least_usd == doctest::Approx(-80));
  CHECK(little.lead_usd == doctest::Approx(-220));
  CHECK(little.best == "api");
  // 30 %: $2,660, $840 less than the server.
  const AssumptionEffect& much = discount.effects[1];
  CHECK(much.least_usd == doctest::Approx(-840));
  CHECK(much.lead_usd == doctest::Approx(540));
}

TEST_CASE("a default of zero is asked about with the alternative that its reader names") {
  Study study = api_and_server();
  const OriginId alike = study.variables.add(assumed_origin(
      "workload.chat.growth_per_month", "the volume does not grow", {{instead(0.1, "10 % a month")}}));
  study.demand.workload.classes[0].growth_per_month = Uncertain<double>(0.0).from(alike);
  study.demand.horizon_months = 3;
  // Months of 1, 1.1 and 1.21 times $3,800: 1.10333 times in the mean.
  const Result result = answered(study);
  const Assumption& growth = assumption(result, "the volume does not grow");
  CHECK(growth.options == std::vector<std::string>{"api", "server"});
  REQUIRE(growth.effects.size() == 1);
  CHECK(growth.effects[0].by_option.at("api").cost_usd == doctest::Approx(0.1033333 * 3800));
  CHECK(growth.effects[0].by_option.at("server").cost_usd == 0);
  CHECK(growth.effects[0].least_usd == 0);
}

TEST_CASE("what moves the answer more stands before what moves it less, what is not computed last") {
  Study study = api_and_server();
  study.demand.horizon_months = 12;
  std::get<TokenTariff>(study.options[0].contracts[0]).service_factor =
      Uncertain<double>(1.0).from(study.variables.add(
          assumed_origin("api.tier", "the standard tier", {{instead(0.99, "a little less")}})));
  study.options[0].assumed.push_back(
      {.words = study.variables.add(assumed_origin("api", "nobody can tell"))});
  const Result result = answered(study);
  std::vector<std::string> order;
  for (const Assumption& each : result.assumptions) order.push_back(each.text);
  // Half the price: $1,900, $1,600 less than the server; 30 % off: $840; 1 % less: nothing but the lead, $38.
  CHECK(order == std::vector<std::string>{"prices of 2026-09-23 hold for all 12 months",
                                          "list prices are paid", "the standard tier", "no cache is used",
                                          "nobody can tell"});
  CHECK(result.assumptions.back().effects.empty());
  CHECK(assumption(result, "the standard tier").effects[0].lead_usd == doctest::Approx(-38));
}

TEST_CASE("without the middle draw assumptions are listed, and nothing is computed") {
  const Result result = answered(api_and_server(), false);
  CHECK(assumption(result, "list prices are paid").effects.empty());
  CHECK_FALSE(assumption(result, "list prices are paid").moves_money());
}

TEST_CASE(
    "what is said of two options in the same words is one assumption of both, a split's part moves the "
    "split") {
  Study study = empty_study();
  study.options.push_back(api(study, "a"));
  study.options.push_back(api(study, "b"));
  study.options.push_back({.name = "half", .kind = "split", .serving = Split{{{"a", 0.5}, {"b", 0.5}}}});
  const Result result = answered(study);
  const Assumption& discount = assumption(result, "list prices are paid");
  CHECK(discount.options == std::vector<std::string>{"a", "b"});
  for (const auto& [option, change] : discount.effects[0].by_option)
    CHECK(change.cost_usd == doctest::Approx(-380));
}

TEST_CASE("an endpoint without a cache is asked about with one") {
  Study study = empty_study();
  study.demand.workload.classes[0].shared_prefix = 500.0 * token / request;
  study.options.push_back(api(study, "api"));
  // 80 % of 500 M tokens are read at $0.20 instead of $2: 400 x $1.80; the rest is written at the price of input.
  const Result result = answered(study);
  const Assumption& cache = assumption(result, "no cache is used");
  CHECK(cache.effects.at(0).by_option.at("api").cost_usd == doctest::Approx(-720));
}

TEST_CASE("a number that is drawn is asked about at its median") {
  Study study = empty_study();
  const OriginId rent = study.variables.add({.kind = Origin::Kind::catalogue, .name = "rent", .source = ""});
  const Uncertain<UsdPerSecond> cost =
      study.variables.uncertain("rent", interval90(50.0 * usd / month, 200.0 * usd / month), rent);
  add_option(study, "server", distributions::Constant{1});
  lines_of(study.options[0])[0].price = cost;
  // The median of $50 to $200 is $100; the mean would be $109.
  const Result result = answered(study);
  const Assumption& source = assumption(result, "rent: no source is known");
  REQUIRE(source.effects.size() == 2);
  CHECK(source.effects[0].by_option.at("server").cost_usd == doctest::Approx(-50));
  CHECK(source.effects[1].by_option.at("server").cost_usd == doctest::Approx(100));
}

TEST_CASE("an interval that is drawn below zero is told of") {
  Study study = empty_study();
  const OriginId growth =
      study.variables.add({.name = "workload.chat.growth_per_month", .source = "0% to 3%"});
  study.demand.workload.classes[0].growth_per_month =
      study.variables.uncertain<double>("growth", interval90(0, 0.03), growth);
  add_option(study, "server", distributions::Constant{1});
  assumption(answered(study),
             "workload.chat.growth_per_month: the interval is drawn from a normal distribution, 5.0 % of it "
             "below 0");
}

TEST_CASE("half and twice as many wrong answers of a share of right ones") {
  const std::vector<Alternative> both = half_and_twice_the_wrong();
  CHECK(both[0].of(0.86) == doctest::Approx(0.93));
  CHECK(both[1].of(0.86) == doctest::Approx(0.72));
  CHECK(both[1].of(0.4) == 0);
}
