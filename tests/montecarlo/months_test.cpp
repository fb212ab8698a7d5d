#include "montecarlo/months.h"

#include "measures/list.h"
#include "montecarlo/simulate.h"
#include "studies.h"

using namespace llmtco;
using namespace llmtco::distributions;

namespace {

/// $100 a month and $1 for each of 1,000 requests of the first month.
Study fee_and_requests(double growth, int months) {
  Study study = empty_study();
  study.demand.horizon_months = months;
  RequestClass& chat = study.demand.workload.classes.at(0);
  chat.requests = 1000.0 * request / month;
  chat.growth_per_month = growth;
  Option option{.name = "it", .kind = "custom", .serving = Stated{}};
  option.contracts = {CustomLines{{{.name = "fee",
                                    .type = CostType::invoiced,
                                    .behaviour = CostBehaviour::fixed,
                                    .price = 100.0 * usd / month,
                                    .tokens = {},
                                    .source = ""},
                                   {.name = "each",
                                    .type = CostType::invoiced,
                                    .behaviour = CostBehaviour::usage,
                                    .price = 1.0 * usd / request,
                                    .tokens = {},
                                    .source = ""}}}};
  study.options = {option};
  return study;
}

Result detailed(const Study& study) {
  Settings settings = draws_of(4096);
  settings.details = true;
  return simulate(study, settings);
}

double cost_in(const OptionResult& option, int month) {
  return option.figures.at(measures::monthly_cost, {.month = month}).mean.value;
}

}  // namespace

TEST_CASE("each month costs what its own requests cost, and the months add up to the horizon") {
  // 1,000, 1,100 and 1,210 requests: $1,100, $1,200, $1,310; together $3,610, on average $1,203.33.
  const OptionResult option = detailed(fee_and_requests(0.1, 3)).options.at(0);
  CHECK(cost_in(option, 0) == doctest::Approx(1100));
  CHECK(cost_in(option, 1) == doctest::Approx(1200));
  CHECK(cost_in(option, 2) == doctest::Approx(1310));
  CHECK(option.figures.at(measures::monthly_cost).mean.value == doctest::Approx(3610.0 / 3));
  CHECK(option.figures.at(measures::horizon_cost).mean.value == doctest::Approx(3610));
}

TEST_CASE("months that are alike all stand there, with the figures of the average month") {
  const OptionResult option = detailed(fee_and_requests(0, 5)).options.at(0);
  for (int month = 0; month < 5; ++month) CHECK(cost_in(option, month) == doctest::Approx(1100));
  CHECK_FALSE(option.figures.has(measures::monthly_cost, {.month = 5}));
  CHECK(option.figures.at(measures::horizon_cost).mean.value == doctest::Approx(5500));
}

TEST_CASE("a run without details has the first and the last month, and the cost of the horizon") {
  const OptionResult option = simulate(fee_and_requests(0.1, 3), draws_of(4096)).options.at(0);
  CHECK(cost_in(option, 0) == doctest::Approx(1100));
  CHECK_FALSE(option.figures.has(measures::monthly_cost, {.month = 1}));
  CHECK(cost_in(option, 2) == doctest::Approx(1310));
  CHECK(option.figures.at(measures::horizon_cost).mean.value == doctest::Approx(3610));
}

TEST_CASE("a budget is kept where every month keeps it, unless the scenario means the average one") {
  // $1,100, $1,200 and $1,310, on average $1,203.33.
  Study study = fee_and_requests(0.1, 3);
  const auto kept = [&](double budget, BudgetOf months) {
    study.budget = budget * usd / month;
    study.budget_of = months;
    return simulate(study, draws_of(4096)).options.at(0).find(measures::within_budget)->mean.value;
  };
  CHECK(kept(1205, BudgetOf::average_month) == 1);
  CHECK(kept(1203, BudgetOf::average_month) == 0);
  CHECK(kept(1309, BudgetOf::every_month) == 0);
  CHECK(kept(1311, BudgetOf::every_month) == 1);
}

TEST_CASE("with details or without, a run says the same of the budget and of what must be bought") {
  Study study = fee_and_requests(0, 12);
  study.demand.workload.classes.at(0).growth_per_month =
      Uncertain<double>(study.variables.draw("growth", {Uniform{-0.05, 0.05}}));
  study.budget = 1150.0 * usd / month;
  const OptionResult brief = simulate(study, draws_of(4096)).options.at(0),
                     long_one = detailed(study).options.at(0);
  const double kept = brief.find(measures::within_budget)->mean.value;
  // 1,000 (1 + g)^11 <= 1,050: g up to 0.445 %, or 54.4 % of the draws.
  CHECK(kept == doctest::Approx(0.5445).epsilon(2e-3));
  CHECK(long_one.find(measures::within_budget)->mean.value == kept);
}
