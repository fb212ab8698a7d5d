#include <cmath>

#include "demands.h"
#include "deployment/reservations.h"
#include "deployment/week_load.h"
#include "random/distribution.h"
#include "random/sampler.h"
#include "variables/draws.h"

using namespace llmtco;

namespace {

Reserved reserved(double replicas, double dollars_an_hour) {
  return {
      .name = "reserved 1y", .replicas = replicas, .price = dollars_an_hour * usd / hour, .source = "a test"};
}

OnDemand on_demand(double dollars_an_hour) {
  return {.price = dollars_an_hour * usd / hour, .source = "a test", .name = "on demand"};
}

/// Replicas of 10 calls a second, loaded to the brim, whose hours these contracts share.
Option shared(std::vector<Contract> contracts) {
  Fleet fleet = measured_fleet(3000);
  fleet.max_load = 1.0;
  fleet.by_hours = fleet.follow_load = true;
  return option_of(std::move(fleet), std::move(contracts));
}

RequestClass calls_a_second(double calls) { return requests(calls * 730 * 3600, 500, 300); }

Context context_of(const Traffic& traffic, const Block& block) { return {block, traffic}; }

double mean_cost(const Option& option, const Demand& demand, const Block& block) {
  const Column cost = total(evaluate({option}, demand, block).front().bill) / usd;
  double sum = 0;
  for (std::size_t draw = 0; draw < block_draws; ++draw) sum += cost[draw];
  return sum / block_draws;
}

}  // namespace

TEST_CASE("without a profile a day has busy hours and quiet ones that keep the mean") {
  // A peak of 2: 40 a second from 09:00 to 17:00, 10 in the other sixteen hours.
  RequestClass chat = calls_a_second(20);
  chat.peak_to_mean = 2.0;
  const Demand demand = demand_of({chat});
  const Traffic traffic = traffic_of(demand, Block());
  const WeekLoad load = week_load(context_of(traffic, Block()));
  double sum = 0;
  for (std::size_t hour = 0; hour < WeekNeed::hours; ++hour) {
    const double calls = (load.calls[load.level[hour]] / (request / second)).constant();
    CHECK(calls == doctest::Approx(hour % 24 >= 9 && hour % 24 < 17 ? 40 : 10));
    sum += calls;
  }
  CHECK(sum / WeekNeed::hours == doctest::Approx(20));
}

TEST_CASE("the mean of the hours is that of the load, whatever the peak, and the busiest hour is the peak") {
  for (const double peak : {1.0, 1.3, 3.0, 7.7, 22.0}) {
    CAPTURE(peak);
    RequestClass chat = calls_a_second(20);
    chat.peak_to_mean = peak;
    const Demand demand = demand_of({chat});
    const Traffic traffic = traffic_of(demand, Block());
    const WeekLoad load = week_load(context_of(traffic, Block()));
    double sum = 0, most = 0;
    for (const std::uint8_t level : load.level) {
      const double calls = (load.calls[level] / (request / second)).constant();
      sum += calls;
      most = std::max(most, calls);
    }
    CHECK(sum / WeekNeed::hours == doctest::Approx(20));
    CHECK(most == doctest::Approx(20 * peak));
  }
}

TEST_CASE("a profile decides the hours, which contracts share in merit order") {
  // 95 % of the week's calls on weekdays, evenly over ten hours of them: 0.95 x 168 / 50 = 3.192 times the mean.
  RequestClass chat = calls_a_second(20);
  WeekProfile profile;
  for (std::size_t hour = 0; hour < 168; ++hour) {
    const bool office = hour < 120 && hour % 24 >= 8 && hour % 24 < 18;
    profile.share[hour] = office ? 0.95 / 50 : 0.05 / 118;
  }
  chat.profile = profile;
  chat.peak_to_mean = profile.peak_to_mean();
  // 63.84 calls a second need 7 replicas in 50 hours, 1.42 need one in 118.
  const Option option = shared({reserved(2, 1.5), on_demand(2.5)});
  const Evaluation e = evaluation(option, demand_of({chat}));
  CHECK(e.figures.at(measures::replicas).constant() == 7);
  CHECK(dollars(e.bill, "hours, reserved 1y") == doctest::Approx((118 * 1 + 50 * 2) / 168.0 * 730 * 1.5));
  CHECK(dollars(e.bill, "GPU hours, on demand") == doctest::Approx(50 * 5 / 168.0 * 730 * 2.5));
  // A fleet that does not follow the load needs seven in every hour.
  Option always = option;
  serving_of<Fleet>(always).follow_load = false;
  CHECK(dollars(evaluation(always, demand_of({chat})).bill, "GPU hours, on demand") ==
        doctest::Approx(5 * 730 * 2.5));
  // And spares are there in all hours.
  Option spare = option;
  serving_of<Fleet>(spare).spare = 1.0;
  CHECK(dollars(evaluation(spare, demand_of({chat})).bill, "GPU hours, on demand") ==
        doctest::Approx(50 * 6 / 168.0 * 730 * 2.5));
}

TEST_CASE("capacity that ends below the busiest hour is infeasible with its reason") {
  const Evaluation e = evaluation(shared({reserved(2, 1.5)}), demand_of({calls_a_second(25)}));
  CHECK(e.feasible.constant() == 0);
  CHECK(e.reason == "its `capacity` ends below the replicas that the busiest hour needs");
  CHECK(evaluation(shared({reserved(3, 1.5)}), demand_of({calls_a_second(25)})).feasible.constant() == 1);
}

TEST_CASE("the cheapest reservation is the newsvendor's quantile of the load") {
  // Calls between 0 and 200 a second, all alike: replica k is needed where they exceed 10 (k - 1), in a share
  // 1 - (k - 1) / 20 of the draws. At 62 % of the price on demand it is reserved while that is more: k - 1 < 7.6, 8.
  Variables variables;
  RequestClass chat = requests(1, 500, 300);
  chat.requests =
      variables.uncertain("calls", DistributionOf<RequestsPerSecond>{distributions::Uniform{1e-6, 200}});
  const Demand demand = demand_of({chat});
  Reserved base = reserved(0, 1.24);
  base.cheapest = true;
  const Option option = shared({base, on_demand(2.0)});
  const std::vector<Reservation> found = cheapest_reservations({option}, demand, variables);
  REQUIRE(found.size() == 1);
  CHECK(found[0].replicas == 8);
  CHECK(found[0].all == 20);
  CHECK(found[0].usd <= found[0].none_usd);
  CHECK(found[0].usd <= found[0].all_usd);
  // On demand alone: 10.5 replicas on average at $2; all reserved: 20 at $1.24.
  CHECK(found[0].none_usd == doctest::Approx(10.5 * 730 * 2).epsilon(2e-3));
  CHECK(found[0].all_usd == doctest::Approx(20 * 730 * 1.24).epsilon(2e-3));
  // Normal load with mean 100 and deviation 20: the quantile at 1 - 0.62 is 100 - 0.3055 x 20 = 93.9: ten replicas, whose
  // tenth is needed above 90, in 69 % of the draws; the eleventh in half of them.
  Variables normal;
  chat.requests =
      normal.uncertain("calls", DistributionOf<RequestsPerSecond>{distributions::Normal{100, 20}});
  CHECK(cheapest_reservations({option}, demand_of({chat}), normal)[0].replicas == 10);
}

TEST_CASE("a mix with the cheapest reservation is never dearer on average than either alone") {
  for (const double price : {0.2, 0.9, 1.4, 1.9, 2.5}) {
    for (const double peak : {1.0, 2.5}) {
      CAPTURE(price);
      CAPTURE(peak);
      Variables variables;
      RequestClass chat = requests(1, 500, 300);
      chat.peak_to_mean = peak;
      chat.requests =
          variables.uncertain("calls", DistributionOf<RequestsPerSecond>{distributions::Uniform{10, 90}});
      const Demand demand = demand_of({chat});
      Reserved base = reserved(0, price);
      base.cheapest = true;
      std::vector<Option> options{shared({base, on_demand(2.0)})};
      const Reservation found = cheapest_reservations(options, demand, variables).at(0);
      reserve(found, no_origin, options);
      // On draws of its own, not those of the pilot.
      const Sampler sampler(plan_for(SamplingMethod::sobol, 8192), 99, variables.names());
      const Block block = Draws(variables, sampler).block(3);
      const double mix = mean_cost(options[0], demand, block);
      std::vector<Option> all = options;
      Reservation everything = found;
      everything.replicas = found.all;
      reserve(everything, no_origin, all);
      CHECK(mix <= mean_cost(shared({on_demand(2.0)}), demand, block) * 1.002);
      CHECK(mix <= mean_cost(all[0], demand, block) * 1.002);
    }
  }
}

TEST_CASE("where nothing serves what is beyond a reservation, it is as large as the load") {
  Variables variables;
  RequestClass chat = requests(1, 500, 300);
  chat.requests =
      variables.uncertain("calls", DistributionOf<RequestsPerSecond>{distributions::Uniform{1e-6, 200}});
  Reserved base = reserved(0, 1.9);
  base.cheapest = true;
  OnDemand two = on_demand(2.0);
  two.most = 2.0;
  const auto found = cheapest_reservations({shared({base, two})}, demand_of({chat}), variables);
  CHECK(found.at(0).replicas == 18);
}

TEST_CASE("a part of a split reserves for its own share of the calls") {
  Variables variables;
  Reserved base = reserved(0, 1.0);
  base.cheapest = true;
  Option part = shared({base, on_demand(2.0)});
  part.name = "part";
  Option split = option_of(Split{{{"part", 0.5}, {"other", 0.5}}}, {});
  split.name = "mix";
  Option other = shared({on_demand(2.0)});
  other.name = "other";
  std::vector<Option> options{part, other, split};
  const Demand demand = demand_of({calls_a_second(40)});
  for (const Reservation& each : cheapest_reservations(options, demand, variables))
    reserve(each, no_origin, options);
  const std::vector<Evaluation> all = evaluate(options, demand, Block());
  CHECK(dollars(all[0].bill) == doctest::Approx(4 * 730 * 1.0));
  CHECK(dollars(all[2].bill) == doctest::Approx(2 * 730 * 1.0 + 2 * 730 * 2.0));
}
