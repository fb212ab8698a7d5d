#include <algorithm>
#include <cmath>

#include "demands.h"
#include "deployment/from_catalog.h"
#include "deployment/server_choice.h"
#include "deployment/simulated.h"
#include "random/sampler.h"
#include "serving/rate_simulation.h"
#include "variables/draws.h"

using namespace llmtco;

namespace {

/// Llama 3.1 70B in 8 bits on two H100 and calls of lognormal lengths, with everything the speed model draws.
struct Drawn70B {
  Variables variables;
  Fleet fleet;
  RequestClass chat = requests(1, 1500, 300);

  Drawn70B() {
    const Catalog catalog;
    const Placement placement =
        place(std::get<Accelerator>(catalog.accelerator("h100-80-sxm")), 2,
              std::get<Model>(catalog.model("llama-3.1-70b")), std::get<WeightFormat>(catalog.format("fp8")),
              std::get<Engine>(catalog.engine("vllm")));
    fleet.replica = replica(placement);
    fleet.speed = drawn_speed(placement, variables);
    fleet.memory = drawn_memory(placement, variables);
    fleet.cache_hit_rate = 0.0;
    chat.input.cv = 0.5;
    chat.output.cv = 1.0;
  }

  /// The first block of the draws.
  Block block() const {
    std::vector<std::string> names = variables.names();
    std::sort(names.begin(), names.end());
    const Sampler sampler(plan_for(SamplingMethod::sobol, 8192), 1, names);
    return Draws(variables, sampler).block(0);
  }
};

LatencySurface surface_with(const Drawn70B& of, int threads) {
  const Block block = of.block();
  const Demand demand = demand_of({of.chat});
  const Traffic traffic = traffic_of(demand, block);
  ThreadPool pool(threads);
  const auto surface =
      surface_of(of.fleet, surface_points(of.fleet, {block, traffic}), serving::CallStream(1), &pool);
  REQUIRE(surface);
  return *surface;
}

/// The same surface for all tests, as one takes its time.
const LatencySurface& shared_surface() {
  static const LatencySurface surface = surface_with(Drawn70B(), 2);
  return surface;
}

/// A fleet that is simulated with it, in a block in which nothing is drawn.
Fleet simulated_fleet(double max_load = 0.8) {
  Drawn70B of;
  Fleet fleet = of.fleet;
  for (Uncertain<double>& factor : fleet.speed) factor = 1.0;
  fleet.memory = 1.0;
  fleet.max_load = max_load;
  auto simulated = std::make_shared<Simulated>();
  simulated->server = Server::surface;
  simulated->by_load = false;
  simulated->surface = shared_surface();
  simulated->stream = std::make_shared<const serving::CallStream>(1);
  fleet.simulated = std::move(simulated);
  return fleet;
}

RequestClass chat_at(double calls_a_second) {
  RequestClass chat = Drawn70B().chat;
  chat.requests = calls_a_second * request / second;
  return chat;
}

FleetCapacity capacity_of(const Fleet& fleet, const RequestClass& chat) {
  const Demand demand = demand_of({chat});
  const Block block;
  const Traffic traffic = traffic_of(demand, block);
  return fleet_capacity(fleet, {block, traffic});
}

Evaluation of_fleet(const Fleet& fleet, const RequestClass& chat) {
  return evaluation(
      option_of(fleet, {OnDemand{.price = 1 * usd / hour, .source = "a test", .name = "a test"}}),
      demand_of({chat}));
}

serving::RateSimulation direct(double rate) {
  return serving::simulated_at(simulated_fleet().replica,
                               {.classes = {{.input = 1500, .output = 300, .input_cv = 0.5, .output_cv = 1}},
                                .rate = rate,
                                .seed = 7});
}

double per_second(const Drawn<RequestsPerSecond>& rate) { return (rate / (request / second))[0]; }

}  // namespace

TEST_CASE("a surface says what simulations of other calls say, below 80 % of the capacity") {
  const double full = per_second(capacity_of(simulated_fleet(), chat_at(1)).each);
  CHECK(full == doctest::Approx(direct(0.5).capacity).epsilon(0.03));
  CHECK(shared_surface().error.median < 0.05);
  for (const double load : {0.3, 0.5, 0.65, 0.75}) {
    CAPTURE(load);
    Fleet fleet = simulated_fleet();
    fleet.replicas = 1;
    const Evaluation e = of_fleet(fleet, chat_at(load * full));
    const serving::CallPercentiles held = direct(load * full).classes.front();
    const double fixed = fleet.replica.online.first_fixed;
    CHECK(seconds_of(e, measures::ttft_p50) == doctest::Approx(held.ttft_p50 + fixed).epsilon(0.05));
    CHECK(seconds_of(e, measures::ttft_p95) == doctest::Approx(held.ttft_p95 + fixed).epsilon(0.07));
    CHECK(seconds_of(e, measures::tpot_p50) == doctest::Approx(held.tpot_p50).epsilon(0.05));
    CHECK(seconds_of(e, measures::tpot_p95) == doctest::Approx(held.tpot_p95).epsilon(0.08));
  }
}

TEST_CASE("a surface is the same for any number of threads") {
  const LatencySurface one = surface_with(Drawn70B(), 1);
  CHECK(one.capacity_response.coefficients == shared_surface().capacity_response.coefficients);
  for (std::size_t k = 0; k < simulated_times; ++k)
    CHECK(one.classes[0].times[k].coefficients == shared_surface().classes[0].times[k].coefficients);
  CHECK(one.error.median == shared_surface().error.median);
}

TEST_CASE("times rise with the load, and exact simulations agree with the surface") {
  Fleet fleet = simulated_fleet();
  fleet.replicas = 1;
  double before = 0;
  const double full = per_second(capacity_of(fleet, chat_at(1)).each);
  for (const double load : {0.1, 0.4, 0.7, 0.9}) {
    const double now = seconds_of(of_fleet(fleet, chat_at(load * full)), measures::ttft_p95);
    CHECK(now > before);
    before = now;
  }
  const double surface = seconds_of(of_fleet(fleet, chat_at(0.7 * full)), measures::ttft_p95);
  auto exact = std::make_shared<Simulated>(*fleet.simulated);
  exact->server = Server::exact;
  fleet.simulated = exact;
  const Evaluation e = of_fleet(fleet, chat_at(0.7 * full));
  CHECK(seconds_of(e, measures::ttft_p95) == doctest::Approx(surface).epsilon(0.08));
  CHECK(e.latency_note == "of the busiest hour, simulated request by request: each draw, 2048 requests");
}

TEST_CASE("longer calls, other spreads, slower steps, smaller batches all move a simulated fleet") {
  const Fleet fleet = simulated_fleet();
  const auto times = [](const Fleet& of, const RequestClass& chat) {
    Fleet fixed = of;
    fixed.replicas = 4;
    const Evaluation e = of_fleet(fixed, chat);
    return std::pair(seconds_of(e, measures::ttft_p95), seconds_of(e, measures::tpot_p95));
  };
  const RequestClass chat = chat_at(8);
  const auto now = times(fleet, chat);
  RequestClass longer = chat;
  longer.input.mean = 1800 * tokens_each;
  CHECK(times(fleet, longer).first > now.first);
  longer = chat;
  longer.output.mean = 360 * tokens_each;
  CHECK(times(fleet, longer).second > now.second);
  longer = chat;
  longer.input.cv = 0.9;
  CHECK(times(fleet, longer).first > now.first);
  Fleet slower = fleet;
  slower.speed[0] = 1.2;
  CHECK(times(slower, chat).second > now.second);
  Fleet smaller = fleet;
  smaller.max_batch = 16;
  CHECK(per_second(capacity_of(smaller, chat).each) < 0.8 * per_second(capacity_of(fleet, chat).each));
}

TEST_CASE("a fleet is sized to its limit on TTFT, as simulations of its replicas say") {
  const Fleet fleet = simulated_fleet();
  RequestClass chat = chat_at(20);
  const double full = per_second(capacity_of(fleet, chat).each);
  // The limit that 55 % of the capacity just keeps, where 80 % would be planned for without it.
  const double limit = direct(0.55 * full).classes.front().ttft_p95 + fleet.replica.online.first_fixed;
  chat.slo.ttft_p95 = limit * second;
  const FleetCapacity held = capacity_of(fleet, chat);
  CHECK(per_second(held.planned(0.8)) == doctest::Approx(0.55 * full).epsilon(0.12));
  const Evaluation e = of_fleet(fleet, chat);
  CHECK(e.figures.at(measures::sized_by_ttft).constant() == 1);
  CHECK(e.figures.at(measures::sized_by_capacity).constant() == 0);
  CHECK(e.figures.at(measures::meets_slo).constant() == 1);
  const double replicas = e.figures.at(measures::replicas).constant();
  CHECK(replicas == std::ceil(20 / per_second(held.planned(0.8))));
  // One replica less would break it.
  CHECK(direct(20 / (replicas - 1)).classes.front().ttft_p95 + fleet.replica.online.first_fixed >
        0.95 * limit);
  // A limit nobody reaches leaves the capacity to size it, one that no load keeps is a reason.
  chat.slo.ttft_p95 = 100.0 * second;
  CHECK(of_fleet(fleet, chat).figures.at(measures::sized_by_capacity).constant() == 1);
  chat.slo.ttft_p95 = 10 * ms;
  auto decided = std::make_shared<Simulated>(*fleet.simulated);
  const Demand demand = demand_of({chat});
  const Block block;
  const Traffic traffic = traffic_of(demand, block);
  decided->out_of_reach = limits_out_of_reach(fleet, *decided, {block, traffic});
  Fleet slow = fleet;
  slow.simulated = decided;
  const Evaluation never = of_fleet(slow, chat);
  CHECK(never.feasible.constant() == 0);
  CHECK(never.reason == "the limit of 0.01 s on the 95th percentile of TTFT is out of its reach at any load");
}

TEST_CASE("a fleet that is told how many replicas it has says how far it is above saturation") {
  Fleet fleet = simulated_fleet();
  fleet.replicas = 1;
  const double full = per_second(capacity_of(fleet, chat_at(1)).each);
  const Evaluation e = of_fleet(fleet, chat_at(1.5 * full));
  CHECK(e.feasible.constant() == 0);
  CHECK(e.reason == "1 replica cannot serve the busiest hour, which asks for 1.50 times its capacity");
}

TEST_CASE(
    "below half of the capacity a fleet is told in closed form, above by a surface, or as it is asked for") {
  CHECK(server_of({}, 0.49).server == Server::steady);
  CHECK(server_of({}, 0.5).server == Server::surface);
  CHECK(server_of({}, 1.7).server == Server::surface);
  CHECK(server_of(Server::exact, 0.1).server == Server::exact);
  CHECK(server_of(Server::steady, 0.9).server == Server::steady);
  CHECK(server_of({}, std::nullopt).server == Server::steady);
  CHECK(server_of({}, 0.741).why == "its busiest hour takes 74 % of its capacity, half or more");
}

TEST_CASE("a fleet that is decided to be steady is as one nobody decided on") {
  Fleet fleet = simulated_fleet();
  auto steady = std::make_shared<Simulated>();
  fleet.simulated = steady;
  Fleet before = fleet;
  before.simulated = nullptr;
  const Evaluation a = of_fleet(fleet, chat_at(3)), b = of_fleet(before, chat_at(3));
  for (const auto measure : {measures::ttft_p50, measures::ttft_p95, measures::tpot_p95, measures::e2e_p95})
    CHECK(seconds_of(a, measure) == seconds_of(b, measure));
  CHECK(a.latency_note == b.latency_note);
  CHECK(a.figures.at(measures::replicas).constant() == b.figures.at(measures::replicas).constant());
}
