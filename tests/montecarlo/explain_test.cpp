#include "montecarlo/explain.h"

#include <algorithm>
#include <cmath>

#include "columns/trace.h"
#include "measures/list.h"
#include "montecarlo/account.h"
#include "montecarlo/moved_inputs.h"
#include "studies.h"

using namespace llmtco;
using namespace llmtco::distributions;

namespace {

/// x, uniform from 1 to 3, is both the millions of requests a month and the dollars of each, so that the bill is
/// 10^6 x^2.
Study squared() {
  Study study = empty_study();
  const OriginId from = study.variables.add({.name = "x", .place = "s.yaml:1:4", .source = "1 to 3"});
  const NodeId x = study.variables.draw("x", Uniform{1, 3}, from);
  Graph& graph = study.variables.graph();
  study.demand.workload.classes[0].requests = Uncertain<RequestsPerSecond>(
      graph.combine(Operation::multiply, x, graph.constant((1e6 * request / month).base_units())));
  add_option(study, "it", Constant{0});
  lines_of(study.options[0])[0].price = Uncertain<UsdPerRequest>(x);
  return study;
}

Explanation explained(const Study& study, const Question& question, const Settings& settings) {
  const std::optional<Explanation> found = explain(study, question, settings, simulate(study, settings));
  REQUIRE(found.has_value());
  return *found;
}

const FigureName cost{measures::monthly_cost.row, ""};

const ExplainedStep& step(const Explanation& explanation, const std::string& name) {
  const auto found = std::find_if(explanation.steps.begin(), explanation.steps.end(),
                                  [&](const ExplainedStep& each) { return each.name == name; });
  CAPTURE(name);
  REQUIRE(found != explanation.steps.end());
  return *found;
}

/// 0 to 999, for ranks.
std::vector<double> thousand() {
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i) values.push_back(999 - i);
  return values;
}

}  // namespace

TEST_CASE("what the mean of a product has over the product of means stands as covariance") {
  // Mean of x 2, of x^2 = 4 + 2^2 / 12: 10^6 (4 + 1/3) dollars, of which 10^6 / 3 are covariance.
  const Explanation mean = explained(squared(), {.figure = cost}, draws_of(16384));
  CHECK(mean.root().value == doctest::Approx(1e6 * (4 + 1 / 3.0)).epsilon(1e-5));
  const ExplainedStep& rest = step(mean, "covariance");
  CHECK(rest.kind == ExplainedStep::Kind::remainder);
  CHECK(rest.value == doctest::Approx(1e6 / 3).epsilon(1e-4));
  CHECK(rest.unit == "USD");
  const ExplainedStep& line = step(mean, "it");
  CHECK(line.operation == "+");
  REQUIRE(line.operands.size() == 2);
  CHECK(mean.steps[line.operands[0]].operation == "*");
  CHECK(mean.steps[line.operands[0]].value + rest.value == line.value);
  CHECK(step(mean, "x").value == doctest::Approx(2).epsilon(1e-5));
  CHECK(step(mean, "x").origin->place == "s.yaml:1:4");
}

TEST_CASE("an explanation is the same for any number of threads") {
  Settings alone = draws_of(8192), many = alone;
  alone.threads = 1;
  many.threads = 3;
  for (const std::optional<double> percentile : {std::optional<double>(), std::optional<double>(95)}) {
    const Explanation a = explained(squared(), {.figure = cost, .percentile = percentile}, alone),
                      b = explained(squared(), {.figure = cost, .percentile = percentile}, many);
    REQUIRE(a.steps.size() == b.steps.size());
    for (std::size_t i = 0; i < a.steps.size(); ++i) CHECK(a.steps[i].value == b.steps[i].value);
    CHECK(a.draw == b.draw);
    REQUIRE(a.differs.size() == b.differs.size());
    for (std::size_t i = 0; i < a.differs.size(); ++i) CHECK(a.differs[i].there == b.differs[i].there);
  }
}

TEST_CASE("in one draw there is no covariance, and the quantities have the units of the bill") {
  const Explanation one = explained(squared(), {.figure = cost, .draw = 5}, draws_of(4096));
  const double x = step(one, "x").value;
  CHECK(1 <= x);
  CHECK(x <= 3);
  CHECK(one.root().value == doctest::Approx(1e6 * x * x));
  CHECK(step(one, "quantity").unit == "requests");
  CHECK(step(one, "unit price").unit == "USD/requests");
  CHECK(std::none_of(one.steps.begin(), one.steps.end(),
                     [](const ExplainedStep& each) { return each.kind == ExplainedStep::Kind::remainder; }));
}

TEST_CASE("around a percentile the inputs that moved stand first, in standard deviations") {
  // x^2 is at its 95th percentile where x is: 2.9, which is 0.9 / (2 / sqrt(12)) = 1.559 deviations off.
  const Explanation dear = explained(squared(), {.figure = cost, .percentile = 95}, draws_of(16384));
  CHECK(step(dear, "x").value == doctest::Approx(2.9).epsilon(1e-3));
  CHECK(dear.band == doctest::Approx(0.02).epsilon(1e-2));
  REQUIRE(dear.differs.size() == 1);
  CHECK(dear.differs[0].name == "x");
  CHECK(dear.differs[0].there == doctest::Approx(2.9).epsilon(1e-3));
  CHECK(dear.differs[0].mean == doctest::Approx(2).epsilon(1e-4));
  CHECK(dear.differs[0].moved == doctest::Approx(1.5588).epsilon(1e-3));
}

TEST_CASE("an input that does not move the figure is not said to differ") {
  Study study = squared();
  const OriginId from = study.variables.add({.name = "idle", .place = "s.yaml:2:4", .source = "1 to 3"});
  const Uncertain<RequestsPerSecond> zero = study.demand.workload.classes[0].requests;
  Graph& graph = study.variables.graph();
  const NodeId idle = graph.combine(Operation::multiply, study.variables.draw("idle", Uniform{1, 3}, from),
                                    graph.constant(0));
  study.demand.workload.classes[0].requests =
      Uncertain<RequestsPerSecond>(graph.combine(Operation::add, zero.node, idle));
  const Explanation dear = explained(study, {.figure = cost, .percentile = 95}, draws_of(16384));
  step(dear, "idle");
  REQUIRE(dear.differs.size() == 1);
  CHECK(dear.differs[0].name == "x");
}

TEST_CASE("a percentile is a nearest rank") {
  CHECK(nearest_rank(0, 1000) == 0);
  CHECK(nearest_rank(50, 1000) == 499);
  CHECK(nearest_rank(95, 1000) == 949);
  CHECK(nearest_rank(100, 1000) == 999);
  const std::vector<std::size_t> ranked = ranked_draws(thousand());
  CHECK(ranked.front() == 999);  // the last value is the smallest
  const std::vector<std::size_t> there = around(95, ranked);
  REQUIRE(there.size() == 20);  // values 940 to 959 stand at 59 down to 40
  CHECK(there.front() == 40);
  CHECK(there.back() == 59);
  CHECK(around(100, ranked).size() == 10);
}

TEST_CASE("where blocks compute different things a number keeps its mean and loses its operands") {
  // In the first block a sum of two inputs, in the second one input alone: means 5 and 7.
  const std::vector<Origin> origins{{.name = "a"}, {.name = "b"}};
  const Column a = leaf(2, "a", 0), b = leaf(3, "b", 1), seven = leaf(7, "a", 0);
  const Column first = 10.0 * named("size", a + b), second = 10.0 * named("size", seven * b / 3.0);
  MeanAccount account(TraceView(first), 2, false);
  account.set(0, TraceView(first));
  account.set(1, TraceView(second));
  account.finish();
  const std::vector<ExplainedStep> steps = steps_of_means(account.nodes(), account.means(), {origins});
  CHECK(steps.back().value == 60);
  CHECK(steps.back().operation == "*");
  const ExplainedStep& size = steps[steps.back().operands[1]];
  CHECK(size.name == "size");
  CHECK(size.value == 6);
  CHECK(size.operands.empty());
  CHECK(size.operation == "differs from draw to draw");
}

TEST_CASE("what is computed twice from the same inputs is one step, and chains are one sum or product") {
  const std::vector<Origin> origins{{.name = "a"}, {.name = "b"}};
  const auto cost_of = [] {
    return leaf(2, "a", 0) * leaf(3, "b", 1) * 4.0;  // inputs asked for anew each time
  };
  const Column twice = cost_of() + cost_of() + leaf(2, "a", 0);
  const std::vector<ExplainedStep> steps = steps_in_draw(account_of(TraceView(twice), false), 0, {origins});
  // a, b, 4, their product, the sum of it twice and a.
  REQUIRE(steps.size() == 5);
  CHECK(steps[3].operation == "product");
  CHECK(steps[4].operation == "sum");
  CHECK(steps[4].operands == std::vector<std::size_t>{3, 3, 0});
  CHECK(steps[4].value == 50);
}
