#include "deployment/elastic.h"

#include <cmath>

#include "demands.h"

using namespace llmtco;

namespace {

/// So much a month and so much a task.
Option costing(const std::string& name, double fixed, double per_task) {
  CustomLine rent{
      .name = "rent", .behaviour = CostBehaviour::fixed, .price = fixed * usd / month, .source = ""},
      fee{.name = "fee", .behaviour = CostBehaviour::usage, .price = per_task * usd / request, .source = ""};
  return {.name = name, .kind = "custom", .serving = Stated{}, .contracts = {CustomLines{{rent, fee}}}};
}

Demand elastic(double value, const std::string& reference, int months = 1) {
  RequestClass chat = requests(1e6, 700, 300);
  chat.elasticity = Elasticity{.value = value, .option = reference};
  return demand_of({chat}, months);
}

double volume(const Evaluation& evaluation) { return evaluation.figures.at(measures::volume).constant(); }

std::vector<Evaluation> both(double value, const Option& option) {
  return evaluate({costing("reference", 0, 0.02), option}, elastic(value, "reference"), Block());
}

}  // namespace

TEST_CASE("fixed costs spread over the requests that a lower price brings, until the two agree") {
  // 0.002 v^2 + 8,000 v = 2e10
  const double v = (std::sqrt(8000.0 * 8000 + 4 * 0.002 * 2e10) - 8000) / 0.004;
  const auto all = both(0.5, costing("own", 8000, 0.002));
  CHECK(v == doctest::Approx(1741657).epsilon(1e-6));
  CHECK(volume(all[1]) == doctest::Approx(v).epsilon(1e-9));
  CHECK(dollars(all[1].bill) == doctest::Approx(8000 + 0.002 * v));
  CHECK(all[1].figures.at(measures::volume_answer).constant() == doctest::Approx(v / 1e6));
  CHECK(all[1].figures.at(measures::volume_cancels).constant() == doctest::Approx(0.02 / (8000 / v + 0.002)));
}

TEST_CASE("the reference itself keeps its requests, to the last digit") {
  CHECK(volume(both(0.5, costing("own", 8000, 0.002))[0]) == 1e6);
}

TEST_CASE("what costs the same each time brings v0 (c / c_ref)^-e at any elasticity") {
  for (const double e : {0.0, 0.3, 0.9, 1.0, 1.7, 3.0}) {
    CAPTURE(e);
    CHECK(volume(both(e, costing("own", 0, 0.005))[1]) ==
          doctest::Approx(1e6 * std::pow(4, e)).epsilon(1e-9));
    CHECK(volume(both(e, costing("dear", 0, 0.08))[1]) ==
          doctest::Approx(1e6 * std::pow(0.25, e)).epsilon(1e-9));
  }
}

TEST_CASE("at an elasticity of 1 the saving is just cancelled, above it more is paid than before") {
  for (const double e : {0.5, 1.0, 1.5}) {
    const Evaluation cheap = both(e, costing("own", 0, 0.005))[1];
    const double comes = cheap.figures.at(measures::volume_answer).constant(),
                 cancels = cheap.figures.at(measures::volume_cancels).constant();
    CHECK((dollars(cheap.bill) > 20'000 * (1 + 1e-9)) == (e > 1));
    CHECK((comes > cancels * (1 + 1e-9)) == (e > 1));
  }
}

TEST_CASE(
    "fixed costs alone settle below an elasticity of 1, v = v0 (v0 c_ref / F)^(e / (1 - e)), and run away "
    "above it") {
  // F = $10,000, c_ref = 2 cents, v0 = 1 M: v0 c_ref / F = 2; at e = 0.8 the fourth power, 16.
  const Evaluation settled = both(0.8, costing("own", 10'000, 0))[1];
  CHECK(volume(settled) == doctest::Approx(16e6).epsilon(1e-9));
  const Demand demand = elastic(1.2, "reference");
  const std::vector<Option> options{costing("reference", 0, 0.02), costing("own", 10'000, 0)};
  const Block block;
  const Traffic traffic = traffic_of(demand, block);
  const auto prepared = prepare(options, traffic, block);
  CHECK(prepared[0].elastic->unsettled.is(0));
  CHECK(prepared[1].elastic->unsettled.is(1));
  CHECK(prepared[1].elastic->spread.is(1));
}

TEST_CASE("above 1 it still settles where each task costs something itself") {
  // c (c / 0.02)^-1.5 v0 = F + m v: solved for c by the equation the volume must meet.
  const Evaluation own = both(1.5, costing("own", 8000, 0.002))[1];
  const double v = volume(own), c = 8000 / v + 0.002;
  CHECK(v == doctest::Approx(1e6 * std::pow(c / 0.02, -1.5)).epsilon(1e-9));
  CHECK(v > 2e6);
}

TEST_CASE("machines that come in steps leave demand at a step, where no volume agrees") {
  Option fleet = option_of(measured_fleet(2500), {OnDemand{.price = 2.0 * usd / hour, .source = "a test"}});
  Demand demand = elastic(0.8, "reference");
  demand.workload.classes[0].requests = 30e6 * a_month;
  const auto all = evaluate({costing("reference", 0, 0.0005), fleet}, demand, Block());
  const Evaluation& own = all[1];
  const double v = volume(own), replicas = own.figures.at(measures::replicas).constant();
  const auto wanted = [&](double count) { return 30e6 * std::pow(count * 1460 / v / 0.0005, -0.8); };
  // Cheaper per task than what brings v, or at a step: with one replica more, less would come, with these more.
  CHECK(wanted(replicas) >= v * (1 - 1e-6));
  CHECK(wanted(replicas + 1) <= v * (1 + 1e-6));
}

TEST_CASE("two classes answer in their own ways to one cost per task") {
  RequestClass chat = requests(1e6, 700, 300), mail = requests(1e6, 700, 300);
  mail.name = "mail";
  chat.elasticity = Elasticity{.value = 0.5, .option = {}, .cost = 0.02 * usd / request};
  const auto all = evaluate({costing("own", 8000, 0.002)}, demand_of({chat, mail}), Block());
  // mail keeps its million: v = 1 M + 1 M x (0.02 / c)^0.5 with c = 8,000 / v + 0.002.
  const double v = volume(all[0]), c = 8000 / v + 0.002;
  CHECK(v == doctest::Approx(1e6 + 1e6 * std::sqrt(0.02 / c)).epsilon(1e-9));
}

TEST_CASE("unit costs are over the requests that come") {
  const Evaluation own = both(0.5, costing("own", 8000, 0.002))[1];
  CHECK(own.figures.at(measures::requests).constant() == volume(own));
  CHECK(own.figures.at(measures::mtok).constant() == doctest::Approx(volume(own) * 1000 / 1e6));
}
