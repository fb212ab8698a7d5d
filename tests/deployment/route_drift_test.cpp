#include <cmath>

#include "demands.h"

// Questions that get harder for the weak model from month to month.

using namespace llmtco;

namespace {

/// 1,000 tokens a request at so many dollars a million.
Option model(const std::string& name, double price, double right) {
  Option option{.name = name,
                .serving = Endpoint{.cache_hit_rate = 0.0},
                .contracts = {flat_tariff(price, price, price, price)}};
  option.answers.by_class["chat"].base = right;
  return option;
}

/// A judge that knows: escalated is what the first gets wrong, right what either knows.
std::vector<Option> cascade(double harder) {
  routes::Likeness alike{.correlation = 0.0, .harder_per_month = harder};
  return {model("small", 1, 0.7),
          model("large", 10, 0.8),
          {.name = "route",
           .serving = Route{.legs = {"small", "large"}, .policy = routes::ByJudge{1.0, 0.0, alike}}}};
}

Demand three_months(double growth) {
  Demand demand = demand_of({requests(1000, 1000, 0)}, 3);
  demand.workload.classes[0].growth_per_month = growth;
  return demand;
}

double of(const Evaluation& evaluation, MeasureOf<double> measure) {
  return evaluation.figures.at(measure).constant();
}

}  // namespace

TEST_CASE("a month counts as much as it has requests, and each has its own mix") {
  // The small model is right on 70, 69 and 68 %; 30, 31 and 32 % are escalated, and 1 - 0.2 x 0.30 ... are right.
  for (const double growth : {0.0, 0.1}) {
    const auto options = cascade(0.01);
    const Demand demand = three_months(growth);
    const Block block;
    const Traffic traffic = traffic_of(demand, block);
    const auto prepared = prepare(options, traffic, block);
    double cost = 0, escalated = 0, right = 0, tasks = 0;
    for (int m = 0; m < 3; ++m) {
      const double own = std::pow(1 + growth, m), share = 0.30 + 0.01 * m;
      const Evaluation month =
          evaluate(prepared, in_period(traffic, block, {.first = m, .months = 1}), block)[2];
      CHECK(dollars(month.bill) == doctest::Approx(1000 * own * (0.001 + share * 0.010)));
      CHECK(of(month, measures::to_second_leg) == doctest::Approx(share));
      CHECK(of(month, measures::accuracy) == doctest::Approx(1 - 0.2 * share));
      cost += dollars(month.bill) / 3;
      escalated += own * share;
      right += own * (1 - 0.2 * share);
      tasks += own;
    }
    const Evaluation all = evaluate(prepared, traffic, block)[2];
    CHECK(dollars(all.bill) == doctest::Approx(cost));
    CHECK(of(all, measures::to_second_leg) == doctest::Approx(escalated / tasks));
    CHECK(of(all, measures::accuracy) == doctest::Approx(right / tasks));
  }
}

TEST_CASE("questions that get no harder are those of a route without drift") {
  const auto all = evaluate(cascade(0.0), three_months(0.05), Block());
  auto without = cascade(0.0);
  std::get<routes::ByJudge>(serving_of<Route>(without[2]).policy).likeness.harder_per_month.reset();
  CHECK(dollars(all[2].bill) ==
        doctest::Approx(dollars(evaluate(without, three_months(0.05), Block())[2].bill)));
}

TEST_CASE("a router whose threshold stays sends more as questions get harder, and misses more") {
  // AUC 0.8 at threshold 0.8 catches 0.63631 of what the large model alone knows: 0.24 of all at first (0.8 x 0.3), then
  // 0.256 (0.8 x 0.32); sent 0.63631 s + 0.2 (1 - s).
  auto options = cascade(0.0);
  const routes::Likeness alike{.correlation = 0.0, .harder_per_month = 0.02};
  serving_of<Route>(options[2]).policy =
      routes::ByScore{.threshold = 0.8, .quality = routes::Auc{.auc = 0.8, .likeness = alike}};
  Demand demand = demand_of({requests(1000, 1000, 0)}, 2);
  const Evaluation all = evaluate(options, demand, Block())[2];
  const double caught = 0.63631, mean = (0.24 + 0.256) / 2;
  CHECK(of(all, measures::to_second_leg) == doctest::Approx(caught * mean + 0.2 * (1 - mean)).epsilon(1e-5));
  CHECK(of(all, measures::missed_calls) == doctest::Approx((1 - caught) * mean).epsilon(1e-5));
}

TEST_CASE("a share that is 0 in some month and not in another is that of its months") {
  // A first model that is never wrong at first: nothing is escalated in month 0, 1 and 2 % are in the next.
  auto options = cascade(0.01);
  options[0].answers.by_class["chat"].base = 1.0;
  const Evaluation all = evaluate(options, three_months(0), Block())[2];
  CHECK(dollars(all.bill) == doctest::Approx(1000 * (0.001 + 0.01 * 0.010)));
}
