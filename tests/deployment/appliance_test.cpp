#include "deployment/appliance.h"
#include "demands.h"

using namespace llmtco;

namespace {

Appliance systems(double memory_gb, double weights_gb) {
  return {.system = "a system",
          .memory = memory_gb * GB,
          .weights = weights_gb * GB,
          .kv_per_token = 327'680.0 * byte / token,
          .power = {.full = 23.0 * kW, .idle = 10.0 * kW}};
}

Option appliance(Appliance serving, Usd purchase) {
  Owned own;
  own.capital = {.purchase = purchase, .life_months = 36, .residual = 0.0, .cost_of_capital = 0.0};
  own.maintenance = 0.0;
  own.electricity = 0.10 * usd / kWh;
  return option_of(std::move(serving), {own});
}

}  // namespace

TEST_CASE(
    "chips hold a model in their own memory: 307 of Groq's for 70B in 8 bits, four of Cerebras' systems in "
    "16") {
  CHECK(systems_of_copy(systems(0.23, 70.6), Block()).constant() == 307);
  CHECK(systems_of_copy(systems(44, 141.2), Block()).constant() == 4);
  // A million tokens of 327,680 bytes are 327.68 GB more: 468.88 / 44 = 10.7.
  Appliance keeping = systems(44, 141.2);
  keeping.kept = 1e6 * token;
  CHECK(systems_of_copy(keeping, Block()).constant() == 11);
}

TEST_CASE("what appliances cost a month before power: $6.14 M of chips, four systems at $1.36 M to $2.5 M") {
  const Demand demand = demand_of({requests(1e6, 500, 300)});
  const auto capital = [&](Appliance serving, Usd price) {
    serving.copies = 1.0;
    return dollars(evaluation(appliance(std::move(serving), price), demand).bill, "capital");
  };
  CHECK(36 * capital(systems(0.23, 70.6), 20e3 * usd) == doctest::Approx(6.14e6));
  CHECK(capital(systems(44, 141.2), 1.36e6 * usd) == doctest::Approx(151'111).epsilon(1e-5));
  CHECK(capital(systems(44, 141.2), 2.5e6 * usd) == doctest::Approx(277'778).epsilon(1e-5));
}

TEST_CASE("copies are sized for the busiest hour, and idle ones draw what they draw idle") {
  // 10 requests/s of 300 tokens, twice that in the busiest hour: 6,000 tokens/s at 80 % of 2,000: 3.75, so 4 copies.
  RequestClass busy = requests(10.0 * 730 * 3600, 500, 300);
  busy.peak_to_mean = 2.0;
  Appliance serving = systems(44, 141.2);
  serving.throughput = 2000.0 * token / second;
  const Evaluation sized = evaluation(appliance(serving, 1.0 * usd), demand_of({busy}));
  CHECK(sized.figures.at(measures::replicas).constant() == 4);
  CHECK(sized.figures.at(measures::load).constant() == doctest::Approx(1.5 / 4));
  // 16 systems at 10 kW, and 1.5 of 4 copies' worth of work: 160 + 4 x 1.5 x 13 = 238 kW.
  CHECK(dollars(sized.bill, "power") == doctest::Approx(238 * 730 * 0.10));
  // 20 requests/s of 500 tokens read at 10,000 tokens/s are one more copy's worth of work: 4 / 0.8 is 5 copies.
  Appliance reading = serving;
  reading.input_throughput = 10e3 * token / second;
  CHECK(evaluation(appliance(reading, 1.0 * usd), demand_of({busy}))
            .figures.at(measures::replicas)
            .constant() == 5);
  serving.copies = 2.0;
  CHECK(evaluation(appliance(serving, 1.0 * usd), demand_of({busy})).feasible.constant() == 0);
  serving.copies = 3.0;
  CHECK(evaluation(appliance(serving, 1.0 * usd), demand_of({busy})).feasible.constant() == 1);
}
