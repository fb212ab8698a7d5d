#include "studies.h"

#include <cmath>
#include <limits>

#include "montecarlo/compare.h"
#include "montecarlo/ranking.h"

using namespace llmtco;
using namespace llmtco::distributions;

namespace {

double p_cheapest(const Result& result, std::size_t option) {
  return result.options.at(option).find(measures::cheapest)->mean.value;
}

}  // namespace

TEST_CASE("the chance of being the cheapest is shared out among the options") {
  // X uniform on 0 to 1 against a known 0.3: cheaper three times of ten.
  Study study = empty_study();
  add_option(study, "x", Uniform{0, 1});
  add_option(study, "known", Constant{0.3});
  add_option(study, "dear", Constant{2});
  const Result result = simulate(study, draws_of(16384));
  CHECK(p_cheapest(result, 0) == doctest::Approx(0.3).epsilon(1e-3));
  CHECK(p_cheapest(result, 1) == doctest::Approx(0.7).epsilon(1e-3));
  CHECK(p_cheapest(result, 2) == 0);
  CHECK(p_cheapest(result, 0) + p_cheapest(result, 1) + p_cheapest(result, 2) ==
        doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("a tie is shared") {
  Study study = empty_study();
  for (const char* name : {"a", "b", "c"}) add_option(study, name, Constant{100});
  const Result result = simulate(study, draws_of(4096));
  for (std::size_t i = 0; i < 3; ++i) CHECK(p_cheapest(result, i) == doctest::Approx(1 / 3.0));
}

TEST_CASE("options that share a variable are compared on the same draws") {
  // b costs a dollar more than a in every draw, however wide a is.
  Study study = empty_study();
  add_option(study, "a", Uniform{100, 900});
  add_option(study, "b", Constant{1});
  auto& line = lines_of(study.options[1])[0];
  const auto& shared = lines_of(study.options[0])[0];
  Graph& graph = study.variables.graph();
  const NodeId a = std::get<Uncertain<UsdPerSecond>>(shared.price).node;
  line.price =
      Uncertain<UsdPerSecond>(graph.combine(Operation::add, a, graph.constant((usd / month).base_units())));
  const Result result = simulate(study, draws_of(4096));
  CHECK(p_cheapest(result, 0) == 1);
  CHECK(p_cheapest(result, 1) == 0);
}

TEST_CASE("an option that counts energy only has no part in the race") {
  Study study = empty_study();
  add_option(study, "electricity", Constant{1}, CostBehaviour::energy);
  add_option(study, "whole", Constant{100});
  const Result result = simulate(study, draws_of(4096));
  CHECK(result.options[0].find(measures::cheapest) == nullptr);
  CHECK(result.options[0].basis == Basis::energy_only);
  CHECK(p_cheapest(result, 1) == 1);
}

TEST_CASE("the chance of staying in the budget") {
  Study study = empty_study();
  study.budget = 0.25 * usd / month;
  add_option(study, "x", Uniform{0, 1});
  add_option(study, "exact", Constant{0.25});
  const Result result = simulate(study, draws_of(16384));
  CHECK(result.options[0].find(measures::within_budget)->mean.value == doctest::Approx(0.25).epsilon(1e-3));
  CHECK(result.options[1].find(measures::within_budget)->mean.value ==
        1);  // what costs the budget is within it
  study.budget.reset();
  CHECK(simulate(study, draws_of(4096)).options[0].find(measures::within_budget) == nullptr);
}

TEST_CASE("a change is compared draw by draw") {
  // 10 % dearer in every draw: the difference is a tenth of the cost, and as uncertain as that; relatively it
  // is certain.
  Study base = empty_study(), changed = empty_study();
  add_option(base, "x", Uniform{100, 300});
  add_option(changed, "x", Uniform{110, 330});
  const ScenarioComparison comparison = compare(base, changed, {"x"}, draws_of(16384));
  const OptionDifference& difference = comparison.options.at(0);
  const Summary& change = difference.changes.at(measures::monthly_cost);
  CHECK(change.mean.value == doctest::Approx(20).epsilon(1e-4));
  CHECK(change.p5.value == doctest::Approx(11).epsilon(1e-3));
  CHECK(change.p95.value == doctest::Approx(29).epsilon(1e-3));
  const Estimate& relative = difference.relative.at(measures::monthly_cost);
  CHECK(relative.value == doctest::Approx(0.1).epsilon(1e-9));
  CHECK(relative.half_width() < 1e-6);
  const auto cost = [](const Result& result) {
    return result.options[0].find(measures::monthly_cost)->mean.value;
  };
  CHECK(cost(comparison.base) == doctest::Approx(200).epsilon(1e-4));
  CHECK(cost(comparison.changed) == doctest::Approx(220).epsilon(1e-4));
}

TEST_CASE("an option that the base has not is said to be new, one that cannot serve says why") {
  Study base = empty_study(), changed = empty_study();
  add_option(base, "x", Constant{1});
  add_option(changed, "x", Constant{1});
  add_option(changed, "y", Constant{2});
  const ScenarioComparison comparison = compare(base, changed, {}, draws_of(4096));
  CHECK(comparison.options.at(1).reason == "not in the base scenario");
  CHECK(comparison.options.at(1).is_new);
  CHECK(comparison.options.at(1).changes.size() == 0);
  CHECK_FALSE(comparison.options.at(0).is_new);
}

TEST_CASE("correlations that no variables can have together are replaced by the nearest, and said") {
  Study study = empty_study();
  for (const char* name : {"a", "b", "c"}) add_option(study, name, Uniform{0, 1});
  study.variables.correlations = {{"a", "b", 0.9}, {"b", "c", 0.9}, {"a", "c", -0.9}};
  const Result result = simulate(study, draws_of(4096));
  REQUIRE(result.warnings.size() >= 1);
  CHECK(result.warnings[0].rfind(
            "the correlations cannot all hold at once; the nearest possible ones are used: ", 0) == 0);
}

TEST_CASE("unit costs divide by what is served, and say what they count") {
  // $1,000 a month for 1 M requests of 700 and 300 tokens: 0.1 cents a request, $1 and $3.33 a million.
  Study study = empty_study();
  add_option(study, "energy", Constant{1000}, CostBehaviour::energy);
  add_option(study, "usage", Constant{1000}, CostBehaviour::usage);
  add_option(study, "fixed", Constant{1000}, CostBehaviour::fixed);
  const Result result = simulate(study, draws_of(4096));
  const double expected[][3] = {{1, 1, 1}, {1, 1, 0}, {1, 0, 0}};  // fully loaded, marginal, energy only
  for (std::size_t i = 0; i < 3; ++i) {
    const auto mean = [&](const Measure& measure) { return result.options[i].find(measure)->mean.value; };
    CHECK(mean(measures::cost_per_mtok) == doctest::Approx(expected[i][0]));
    CHECK(mean(measures::marginal_cost_per_mtok) == doctest::Approx(expected[i][1]));
    CHECK(mean(measures::energy_cost_per_mtok) == doctest::Approx(expected[i][2]));
    CHECK(mean(measures::cost_per_request) == doctest::Approx(0.001));
    CHECK(mean(measures::cost_per_mtok_output) == doctest::Approx(1000 / 300.0));
  }
}

TEST_CASE("what is cheapest is decided draw by draw, and nothing is where nobody can serve") {
  // 1 against 2 and 3: the first; 2 against 2: half each; infinitely much on all sides: none.
  constexpr double never = std::numeric_limits<double>::infinity();
  const auto shares = cheapest_shares({1.0, 2.0, 3.0});
  CHECK(shares[0].constant() == 1);
  CHECK(shares[1].constant() == 0);
  const auto tie = cheapest_shares({2.0, 2.0, never});
  CHECK(tie[0].constant() == 0.5);
  CHECK(tie[2].constant() == 0);
  for (const Column& share : cheapest_shares({never, never})) CHECK(share.constant() == 0);
  CHECK(cheapest_shares({}).empty());
}

TEST_CASE("expected damage is neither paid nor does it count against the budget") {
  // $100 to be paid and $50 of damage: within a budget of $120 although they come to $150 together.
  Study study = empty_study();
  study.budget = 120.0 * usd / month;
  add_option(study, "it", Constant{100});
  auto& lines = lines_of(study.options[0]);
  lines.push_back(lines[0]);
  lines[1].type = CostType::risk;
  lines[1].price = Uncertain<UsdPerSecond>(50.0 * usd / month);
  const OptionResult option = simulate(study, draws_of(4096)).options[0];
  CHECK(option.find(measures::monthly_cost)->mean.value == doctest::Approx(100));
  CHECK(option.find(measures::damage)->mean.value == doctest::Approx(50));
  CHECK(option.find(measures::cost_with_damage)->mean.value == doctest::Approx(150));
  CHECK(option.find(measures::within_budget)->mean.value == 1);
}
