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

TEST_CASE("a run without details has neither months nor the cost of the horizon") {
  const OptionResult option = simulate(fee_and_requests(0.1, 3), draws_of(4096)).options.at(0);
  CHECK_FALSE(option.figures.has(measures::monthly_cost, {.month = 0}));
  CHECK_FALSE(option.figures.has(measures::horizon_cost));
}
