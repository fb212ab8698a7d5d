#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "demands.h"
#include "deployment/workers.h"

using namespace llmtco;

namespace {

struct Times {
  double busy, idle, starting, starts_it, comes_meanwhile;
};

Times times(const WorkerSpeed& speed, double calls_a_second) {
  const WorkerTimes all = worker_times(speed, Drawn<RequestsPerSecond>(calls_a_second * request / second));
  return {all.busy.constant(), all.idle.constant(), all.starting.constant(), all.starts_it.constant(),
          all.comes_meanwhile.constant()};
}

/// Calls of `alone` seconds, `at_once` of them side by side at most, all as long.
WorkerSpeed speed(double alone, double at_once, double start, double keep_warm) {
  return {.most = at_once / alone * request / second,
          .alone = alone * second,
          .at_most = alone * second,
          .start = start * second,
          .keep_warm = keep_warm * second};
}

/// The same by following so many calls one by one, in turn or all side by side.
Times followed(double rate, double time, bool in_turn, double start, double keep_warm) {
  std::mt19937_64 random(11);
  std::exponential_distribution<double> gap(rate);
  double now = 0, up = 0, free = 0;  // since when it is up, when its last answer is done
  bool on = false;
  double busy = 0, idle = 0, starting = 0;
  int starts = 0, meanwhile = 0;
  constexpr int calls = 400'000;
  for (int i = 0; i < calls; ++i) {
    now += gap(random);
    if (on && now > free + keep_warm) {
      idle += keep_warm;
      on = false;
    }
    if (!on) {
      ++starts;
      starting += start;
      up = free = now + start;
      on = true;
    } else if (now < up) {
      ++meanwhile;
    }
    const double begins = in_turn ? std::max(now, free) : std::max(now, up), done = begins + time;
    if (begins > free) idle += begins - free;
    busy += std::max(0.0, done - std::max(free, begins));
    free = std::max(free, done);
  }
  return {busy / now, idle / now, starting / now, starts / double{calls}, meanwhile / double{calls}};
}

Option serverless(double output_tokens_per_second, Seconds start, Seconds keep_warm) {
  Fleet fleet = measured_fleet(output_tokens_per_second);
  fleet.workers = WorkersOnDemand{.start = start, .keep_warm = keep_warm, .always_on = 0.0};
  return option_of(std::move(fleet),
                   {Serverless{.price = 0.00116 * usd / second, .active_price = 0.00093 * usd / second}});
}

}  // namespace

TEST_CASE("a worker answers, is kept warm, starts or is off") {
  // 20 calls an hour of 9 s side by side: exp(-0.05) = 0.9512 free, exp(-60 / 180) = 0.7165 of the pauses are longer than
  // 60 s, a start of 90 s: 0.6816 : 0.2697 : 0.3408 : 0.0488.
  const Times t = times(speed(9, 1e9, 90, 60), 20 / 3600.0);
  CHECK(t.busy == doctest::Approx(0.04877 / 1.34079).epsilon(1e-4));
  CHECK(t.idle == doctest::Approx(0.26964 / 1.34079).epsilon(1e-4));
  CHECK(t.starting == doctest::Approx(0.34080 / 1.34079).epsilon(1e-4));
  CHECK(t.starts_it + t.comes_meanwhile == doctest::Approx(0.7625).epsilon(1e-4));
  // Short calls and starts: a pause longer than what it is kept warm for.
  const Times s = times(speed(1e-6, 1e9, 1e-6, 60), 20 / 3600.0);
  CHECK(s.starts_it == doctest::Approx(std::exp(-60 * 20 / 3600.0)));
  // In turn, what it answers takes its time whatever else: 100 calls an hour of 9 s are a quarter of it.
  CHECK(times(speed(9, 1, 90, 60), 100 / 3600.0).busy == doctest::Approx(0.25));
}

TEST_CASE("a worker's times are those of calls followed one by one") {
  for (const bool in_turn : {true, false}) {
    for (const double rate : {0.002, 0.01, 0.05}) {
      for (const double keep_warm : {0.0, 5.0, 120.0}) {
        CAPTURE(in_turn);
        CAPTURE(rate);
        CAPTURE(keep_warm);
        const Times real = followed(rate, 8, in_turn, 40, keep_warm);
        const Times t = times(speed(8, in_turn ? 1 : 1e9, 40, keep_warm), rate);
        CHECK(t.busy == doctest::Approx(real.busy).epsilon(0.02));
        CHECK(t.idle == doctest::Approx(real.idle).epsilon(0.02));
        CHECK(t.starting == doctest::Approx(real.starting).epsilon(0.02));
        CHECK(t.starts_it == doctest::Approx(real.starts_it).epsilon(0.02));
        CHECK(t.comes_meanwhile == doctest::Approx(real.comes_meanwhile).epsilon(0.03));
      }
    }
  }
}

TEST_CASE("a serverless month with cold starts") {
  const Option option = serverless(3000, 60.0 * second, 30.0 * second);
  const Evaluation e = evaluation(option, demand_of({requests(20'000, 500, 300)}));
  // 20,000 calls a month are 0.00761 a second. All of a worker's time but the off one is paid for.
  const double rate = 20'000 / (730 * 3600.0);
  const FleetCapacity capacity = [&] {
    const Demand demand = demand_of({requests(20'000, 500, 300)});
    const Traffic traffic = traffic_of(demand, Block());
    return *prepare({option}, traffic, Block()).front().capacity;
  }();
  const WorkerSpeed fast = worker_speed(std::get<Fleet>(option.serving), capacity, Block());
  const double alone = (fast.alone / second).constant(), used = rate / 10;
  const double at_most = (fast.at_most / second).constant();
  const double time = alone / (1 - used * (1 - alone / at_most));
  const double free = std::exp(-rate * time), cold = free * std::exp(-rate * 30), sum = 1 + rate * 60 * cold;
  CHECK(dollars(e.bill, "serverless, answering") ==
        doctest::Approx((1 - free) / sum * 730 * 3600 * 0.00116).epsilon(1e-6));
  CHECK(dollars(e.bill, "serverless, kept warm") ==
        doctest::Approx((free - cold) / sum * 730 * 3600 * 0.00116).epsilon(1e-6));
  CHECK(dollars(e.bill, "serverless, cold starts") ==
        doctest::Approx(rate * 60 * cold / sum * 730 * 3600 * 0.00116).epsilon(1e-6));
  CHECK(e.figures.at(measures::cold_starts).constant() == doctest::Approx((1 + rate * 60) * cold / sum));
  // Most calls wait for a start: half of the first tokens take a minute.
  CHECK(seconds_of(e, measures::ttft_p50) > 50);
  // A worker that is always there starts for nobody.
  Option warm = option;
  serving_of<Fleet>(warm).workers->always_on = 1.0;
  const Evaluation always = evaluation(warm, demand_of({requests(20'000, 500, 300)}));
  CHECK(always.figures.at(measures::cold_starts).constant() == doctest::Approx(0).epsilon(1e-12));
  CHECK(dollars(always.bill) == doctest::Approx(730 * 3600 * 0.00093));
  CHECK(seconds_of(always, measures::ttft_p95) < 2);
}

TEST_CASE("from some rate of calls on a worker that is always there costs less") {
  const Option option = serverless(3000, 60.0 * second, 30.0 * second);
  const Evaluation e = evaluation(option, demand_of({requests(20'000, 500, 300)}));
  const double calls_an_hour = e.figures.at(measures::always_on_from).constant();
  const auto bill_at = [&](double factor, double always_on) {
    Option other = option;
    serving_of<Fleet>(other).workers->always_on = always_on;
    return dollars(evaluation(other, demand_of({requests(factor * calls_an_hour * 730, 500, 300)})).bill);
  };
  CHECK(bill_at(1, 0) == doctest::Approx(bill_at(1, 1)).epsilon(1e-6));
  CHECK(bill_at(0.9, 0) < bill_at(0.9, 1));
  CHECK(bill_at(1.1, 0) > bill_at(1.1, 1));
  CHECK(e.figures.at(measures::always_on_saves).constant() == doctest::Approx(dollars(e.bill) - 2444.04));
}

TEST_CASE("many calls fill workers one after the other, and max_replicas end them") {
  // 35 calls a second, 8 planned for each worker: four full and 3 a second on the fifth, which is hardly ever free.
  Option option = serverless(3000, 60.0 * second, 30.0 * second);
  const Demand busy = demand_of({requests(35.0 * 730 * 3600, 500, 300)});
  const Evaluation e = evaluation(option, busy);
  CHECK(dollars(e.bill) == doctest::Approx(5 * 730 * 3600 * 0.00116).epsilon(1e-3));
  serving_of<Fleet>(option).workers->most = 4.0;
  CHECK(evaluation(option, busy).feasible.constant() == 0);
  CHECK(evaluation(option, busy).reason == "max_replicas are fewer than the busiest hour needs");
  serving_of<Fleet>(option).workers->most = 5.0;
  CHECK(evaluation(option, busy).feasible.constant() == 1);
}
