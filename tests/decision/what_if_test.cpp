#include "decision/what_if.h"

#include <doctest/doctest.h>

#include "measures/list.h"

using namespace llmtco;

namespace {

/// A family without any file: one option of $100 a month, or of what was last chosen.
Family family() {
  return {.study = [](std::span<const Choice> choices) {
    double dollars = 100;
    for (const Choice& choice : choices) {
      REQUIRE(choice.path == "price");
      dollars = std::stod(choice.value);
    }
    RequestClass chat;
    chat.name = "chat";
    chat.requests = 1e6 * request / month;
    chat.input.mean = 700.0 * token / request;
    chat.output.mean = 300.0 * token / request;
    Study study;
    study.demand = {.workload = {{chat}}, .horizon_months = 1};
    study.options.push_back({.name = "it",
                             .kind = "custom",
                             .serving = Stated{},
                             .contracts = {CustomLines{{{.name = "it",
                                                         .type = CostType::invoiced,
                                                         .behaviour = CostBehaviour::fixed,
                                                         .price = dollars * usd / month,
                                                         .tokens = {},
                                                         .source = "a test"}}}}});
    return study;
  }};
}

double cost(const Result& result) {
  return result.options.at(0).figures.at(measures::monthly_cost).mean.value;
}

}  // namespace

TEST_CASE("what-if compares the study of no choice with that of all of them, in order") {
  const std::vector<Choice> choices{{"price", "150"}, {"price", "120"}};
  const ScenarioComparison comparison = what_if(family(), choices, {.draws = 1024});
  CHECK(cost(comparison.base) == doctest::Approx(100));
  CHECK(cost(comparison.changed) == doctest::Approx(120));
  CHECK(comparison.options.at(0).changes.at(measures::monthly_cost).mean.value == doctest::Approx(20));
  CHECK(comparison.options.at(0).relative.at(measures::monthly_cost).value == doctest::Approx(0.2));
  CHECK(comparison.changes == std::vector<std::string>{"price=150", "price=120"});
}

TEST_CASE("no choice changes nothing") {
  const ScenarioComparison comparison = what_if(family(), {}, {.draws = 1024});
  CHECK(comparison.options.at(0).changes.at(measures::monthly_cost).mean.value == 0);
  CHECK(comparison.changes.empty());
}
