#include "cost/footprint.h"

#include <doctest/doctest.h>

using namespace llmtco;

namespace {

/// Eight accelerators that draw 6.5 kW at all times.
Use eight_cards() {
  Use use;
  use.machines = {.gpus = 8, .replicas = 1.0, .running = 1.0, .busy = 0.5};
  use.electricity = Electricity{.most = 6.5 * kW, .used = 6.5 * kW * month, .idle = 3.25 * kW * month};
  return use;
}

EnergyTerms at_the_stack() {
  EnergyTerms all;
  all.pue = 1.58;
  all.intensity = 0.367 * kg / kWh;
  return all;
}

}  // namespace

TEST_CASE("eight A100 take 7,497 kWh and emit 2.75 t a month") {
  const auto all = footprint_of(at_the_stack(), eight_cards(), Block());
  REQUIRE(all);
  CHECK((all->used / kWh).constant() == doctest::Approx(7497.1).epsilon(1e-5));
  CHECK((all->idle / kWh).constant() == doctest::Approx(7497.1 / 2).epsilon(1e-5));
  CHECK((all->carbon() / kg).constant() == doctest::Approx(2751.4357));
  CHECK(!all->embodied);
  CHECK(!all->litres);
}

TEST_CASE("making the machines is spread over their life, and water follows what they draw themselves") {
  EnergyTerms more = at_the_stack();
  more.embodied = Embodied{.each = 318.0 * kg, .life_months = 60};
  more.litres_per_kwh = 1.8;
  more.carbon_price = 80.0 * usd / (1000.0 * kg);
  const auto all = footprint_of(more, eight_cards(), Block());
  REQUIRE(all);
  CHECK((*all->embodied / kg).constant() == doctest::Approx(8 * 318.0 / 60));  // 42.4
  CHECK((all->carbon() / kg).constant() == doctest::Approx(2751.4357 + 42.4));
  CHECK(all->litres->constant() == doctest::Approx(4745 * 1.8));
  Bill lines;
  bill(more, *all, Block(), lines);
  REQUIRE(lines.size() == 1);
  CHECK((lines[0].amount() / usd).constant() == doctest::Approx(2.7938357 * 80));
  CHECK((total(lines, is_payable) / usd).constant() == 0);  // an internal price is in no sum
}

TEST_CASE("what is bought takes what somebody measured, with the building in it") {
  RequestClass chat;
  chat.name = "chat";
  chat.requests = 1e6 * request / month;
  chat.input.mean = 700.0 * token / request;
  chat.output.mean = 300.0 * token / request;
  const Workload workload{{chat}};
  const Traffic traffic = traffic_in(workload, Block(), {});
  Use use;
  use.classes.push_back({.traffic = &traffic.classes[0], .tasks = traffic.classes[0].rate * month});
  EnergyTerms bought = at_the_stack();
  bought.bought = BoughtEnergy{.of_task = 0.24e-3 * kWh / request, .of_output = 0.5 * kWh / mtok};
  // A million tasks of 0.24 Wh, and 300 Mtok at 0.5 kWh: 240 + 150 kWh; no PUE.
  CHECK((footprint_of(bought, use, Block())->used / kWh).constant() == doctest::Approx(390));
  CHECK(!footprint_of(at_the_stack(), use, Block()));  // nobody says what its machines draw
}
