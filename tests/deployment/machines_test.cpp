#include "demands.h"

using namespace llmtco;

namespace {

/// 40 requests a second of 300 output tokens, twice as many in the busiest hour.
RequestClass busy() {
  RequestClass chat = requests(40.0 * 730 * 3600, 500, 300);
  chat.peak_to_mean = 2.0;
  return chat;
}

Option rented(Fleet fleet, double dollars_an_hour) {
  return option_of(std::move(fleet), {OnDemand{.price = dollars_an_hour * usd / hour, .source = "a test"}});
}

/// One replica that draws so much, bought for so much, to be written off over three years.
Option owned(Usd purchase, Watts full, Watts idle) {
  Fleet fleet = measured_fleet(3000);
  fleet.replicas = 1;
  fleet.power = MachinePower{.full = full, .idle = idle};
  Owned own;
  own.capital.purchase = purchase;
  own.capital.life_months = 36;
  own.capital.residual = 0.0;
  own.capital.cost_of_capital = 0.0;
  own.maintenance = 0.0;
  own.electricity = 0.10 * usd / kWh;
  return option_of(std::move(fleet), {own});
}

double replicas(const Evaluation& e) { return e.figures.at(measures::replicas).constant(); }
double load(const Evaluation& e) { return e.figures.at(measures::load).constant(); }

}  // namespace

TEST_CASE("replicas are sized for the busiest hour: ceil(peak / (max load x capacity))") {
  // 3,000 tokens a second are 10 requests a second; 80 a second at 80 % load need 80 / (0.8 x 10) = 10
  // replicas.
  const Option option = rented(measured_fleet(3000), 2.0);
  const Evaluation e = evaluation(option, demand_of({busy()}));
  CHECK(replicas(e) == 10);
  CHECK(load(e) == doctest::Approx(0.4));  // 40 of 100 requests a second
  CHECK(dollars(e.bill, "GPU hours") == doctest::Approx(10 * 730 * 2));
  // A little more needs one more; a replica loaded to the brim needs fewer.
  RequestClass more = busy();
  more.peak_to_mean = 2.001;
  CHECK(replicas(evaluation(option, demand_of({more}))) == 11);
  Option brim = option;
  serving_of<Fleet>(brim).max_load = 1.0;
  CHECK(replicas(evaluation(brim, demand_of({busy()}))) == 8);
}

TEST_CASE("machines that follow the load are paid for what the mean needs, at least one") {
  Option option = rented(measured_fleet(3000), 2.0);
  serving_of<Fleet>(option).follow_load = true;
  // 40 / 10 = 4 replicas' worth of work at 80 % load: 5 replicas.
  const Evaluation e = evaluation(option, demand_of({busy()}));
  CHECK(dollars(e.bill, "GPU hours") == doctest::Approx(5 * 730 * 2));
  CHECK(load(e) == doctest::Approx(0.8));
  CHECK(dollars(evaluation(option, demand_of({requests(1000, 500, 300)})).bill) == doctest::Approx(730 * 2));
}

TEST_CASE("a fleet grows with its load, month by month") {
  // 80, 88 and 96.8 a second in the busiest hours need 10, 11 and 13 replicas: 11.33 on average.
  RequestClass growing = busy();
  growing.growth_per_month = 0.1;
  CHECK(replicas(evaluation(rented(measured_fleet(3000), 2.0), demand_of({growing}, 3))) ==
        doctest::Approx(34 / 3.0));
}

TEST_CASE("a fixed fleet below the busiest hour is infeasible with its reason, not cheap") {
  Option option = rented(measured_fleet(3000), 2.0);
  serving_of<Fleet>(option).replicas = 7;
  const Evaluation short_of = evaluation(option, demand_of({busy()}));
  CHECK(short_of.feasible.constant() == 0);
  CHECK(short_of.reason ==
        "7 replicas cannot serve the busiest hour, which asks for 1.14 times their capacity");
  serving_of<Fleet>(option).replicas = 8;
  CHECK(evaluation(option, demand_of({busy()})).feasible.constant() == 1);
}

TEST_CASE("weights that do not fit make an option infeasible with its reason") {
  Fleet fleet = measured_fleet(3000);
  const Catalog catalog;
  fleet.replica = replica(place(std::get<Accelerator>(catalog.accelerator("rtx-4090")), 1,
                                std::get<Model>(catalog.model("llama-3.1-70b")),
                                std::get<WeightFormat>(catalog.format("fp16")),
                                std::get<Engine>(catalog.engine("vllm"))));
  const Evaluation e = evaluation(rented(fleet, 0.5), demand_of({busy()}));
  CHECK(e.feasible.constant() == 0);
  CHECK(e.reason.rfind("weights need 141 GB, 1 x NVIDIA GeForce RTX 4090 holds 24 GB", 0) == 0);
}

TEST_CASE("the bill of an owned server: capital, power, colocation, maintenance") {
  // $200,000 for 6.5 kW over 36 months: 5,555.56; PUE 1 at 10 cents 474.50; $194.95 a kW 1,267.18; 12 % a
  // year upkeep 2,000.
  Option option = owned(200'000.0 * usd, 6.5 * kW, 6.5 * kW);
  Owned& own = contract<Owned>(option);
  own.maintenance = 0.12;
  own.colocation = 194.95 * usd / (kW * month);
  const Demand light = demand_of({requests(1e6, 500, 300)});
  const Bill bill = evaluation(option, light).bill;
  CHECK(dollars(bill, "capital") == doctest::Approx(5'555.56).epsilon(1e-6));
  CHECK(dollars(bill, "power") == doctest::Approx(474.50));
  CHECK(dollars(bill, "colocation") == doctest::Approx(1'267.175));
  CHECK(dollars(bill, "maintenance") == doctest::Approx(2'000));
  // At 10 % a year: 6,453.44; with 20 % left 5,496.08. A PUE of 1.58 is 58 % more power.
  own.capital.cost_of_capital = 0.1;
  CHECK(dollars(evaluation(option, light).bill, "capital") == doctest::Approx(6'453.44).epsilon(1e-6));
  own.capital.residual = 0.2;
  CHECK(dollars(evaluation(option, light).bill, "capital") == doctest::Approx(5'496.08).epsilon(1e-6));
  own.pue = 1.58;
  CHECK(dollars(evaluation(option, light).bill, "power") == doctest::Approx(1.58 * 474.50));
}

TEST_CASE("an idle machine draws its idle power, a busy one in proportion") {
  const Option option = owned(1.0 * usd, 1.0 * kW, 0.4 * kW);
  // 2.5 of 10 requests a second: a quarter of the way from 400 to 1,000 W is 550 W.
  CHECK(dollars(evaluation(option, demand_of({requests(2.5 * 730 * 3600, 500, 300)})).bill, "power") ==
        doctest::Approx(0.55 * 730 * 0.10));
}

TEST_CASE("machines that follow a growing load are paid for month by month, at least one in each") {
  // 0.5, 1 and 2 replicas' worth of work at full load: 1 + 1 + 2 replicas in three months.
  Option option = rented(measured_fleet(3000), 2.0);
  serving_of<Fleet>(option).follow_load = true;
  serving_of<Fleet>(option).max_load = 1.0;
  RequestClass doubling = requests(5.0 * 730 * 3600, 500, 300);
  doubling.growth_per_month = 1.0;
  CHECK(dollars(evaluation(option, demand_of({doubling}, 3)).bill) == doctest::Approx(4 / 3.0 * 730 * 2));
}

TEST_CASE("a fixed fleet must serve the month with most requests, also where that is the first") {
  Option option = rented(measured_fleet(3000), 2.0);
  serving_of<Fleet>(option).replicas = 7;
  RequestClass shrinking = busy();  // needs 8 in the first month, 4 in the second
  shrinking.growth_per_month = -0.5;
  CHECK(evaluation(option, demand_of({shrinking}, 2)).feasible.constant() == 0);
  serving_of<Fleet>(option).replicas = 8;
  CHECK(evaluation(option, demand_of({shrinking}, 2)).feasible.constant() == 1);
}

TEST_CASE("a call longer than the model's context makes an option infeasible with its reason") {
  // Llama 3.1 8B holds 131,072 tokens, the answer included.
  const Option option = rented(measured_fleet(3000), 2.0);
  CHECK(evaluation(option, demand_of({requests(1000, 130'772, 300)})).feasible.constant() == 1);
  const Evaluation longer = evaluation(option, demand_of({requests(1000, 130'773, 300)}));
  CHECK(longer.feasible.constant() == 0);
  CHECK(longer.reason ==
        "the longest calls of 'chat' need 131073 tokens with their answer, the context of Llama 3.1 8B is "
        "131072");
}

TEST_CASE(
    "a call that the memory of a replica does not hold makes an option infeasible, and the reason says what "
    "does") {
  // Llama 3.1 8B in 16 bits keeps 131,072 B a token: 60,500 are 7.93 GB, and an RTX 4090 has 6.0 GB left beside
  // 16.06 GB of weights. Two cards halve both.
  const Catalog catalog;
  const auto on = [&](int gpus) {
    Fleet fleet = measured_fleet(3000);
    fleet.replica = replica(place(std::get<Accelerator>(catalog.accelerator("rtx-4090")), gpus,
                                  std::get<Model>(catalog.model("llama-3.1-8b")),
                                  std::get<WeightFormat>(catalog.format("fp16")),
                                  std::get<Engine>(catalog.engine("vllm"))));
    return rented(fleet, 0.5);
  };
  const Demand long_ones = demand_of({requests(1000, 60'000, 500)});
  const Evaluation e = evaluation(on(1), long_ones);
  CHECK(e.feasible.constant() == 0);
  CHECK(
      e.reason ==
      "the longest calls of 'chat' do not fit: 60,500 tokens need 7.93 GB of keys and values, 6 GB are left: "
      "45,776 tokens fit; 2 GPUs would do");
  CHECK(evaluation(on(2), long_ones).feasible.constant() == 1);
  CHECK(evaluation(on(1), demand_of({requests(1000, 39'500, 500)})).feasible.constant() == 1);
  // The last call of an agent reads the whole context: 5,000 + 13 x 3,300 + 300 is 48,200.
  RequestClass agent = requests(1000, 5'000, 300);
  agent.agent = {.calls = {14.0, {}}, .new_input = {3'000.0 * tokens_each, {}}, .retries = 0.0};
  CHECK(evaluation(on(1), demand_of({agent})).feasible.constant() == 0);
  CHECK(evaluation(on(2), demand_of({agent})).feasible.constant() == 1);
  // Of lengths that differ, a share may be too long: it is told, up to half of the tasks.
  RequestClass spread = requests(1000, 20'000, 500);
  spread.input.cv = 0.8;
  const Evaluation some = evaluation(on(1), demand_of({spread}));
  CHECK(some.feasible.constant() == 1);
  CHECK(some.figures.at(measures::too_long).constant() > 0.05);
  CHECK(some.figures.at(measures::too_long).constant() < 0.2);
}

TEST_CASE("servers that are let whole are paid for whole, month by month") {
  // Three replicas of two cards are six; one server of eight is paid: 8 x $6.88 x 730 h = $40,179.20, not $30,134.40.
  const Catalog catalog;
  Fleet pair = measured_fleet(3000);
  pair.replica =
      replica(place(std::get<Accelerator>(catalog.accelerator("h100-80-sxm")), 2,
                    std::get<Model>(catalog.model("llama-3.1-8b")),
                    std::get<WeightFormat>(catalog.format("fp8")), std::get<Engine>(catalog.engine("vllm"))));
  Option option = rented(pair, 6.88);
  serving_of<Fleet>(option).replicas = 3;
  const Demand light = demand_of({requests(1e6, 500, 300)});
  CHECK(dollars(evaluation(option, light).bill) == doctest::Approx(30'134.40));
  serving_of<Fleet>(option).sold_in = Uncertain<double>(8.0);
  CHECK(dollars(evaluation(option, light).bill, "GPU hours") == doctest::Approx(40'179.20));
  // 4 replicas fill it, 5 need another; months of 4 and of 8 replicas are a server and two, 12 cards on average.
  serving_of<Fleet>(option).replicas = 4;
  CHECK(dollars(evaluation(option, light).bill) == doctest::Approx(40'179.20));
  serving_of<Fleet>(option).replicas = 5;
  CHECK(dollars(evaluation(option, light).bill) == doctest::Approx(80'358.40));
  serving_of<Fleet>(option).replicas.reset();
  serving_of<Fleet>(option).max_load = 1.0;
  RequestClass doubling = requests(39.0 * 730 * 3600, 500, 300);
  doubling.growth_per_month = 1.0;
  CHECK(dollars(evaluation(option, demand_of({doubling}, 2)).bill) == doctest::Approx(12 * 6.88 * 730));
  // Cards of a server that no replica uses are bought, too.
  Option own = owned(10'000.0 * usd, 1.0 * kW, 0.5 * kW);
  const double one = dollars(evaluation(own, light).bill, "capital");
  serving_of<Fleet>(own).sold_in = Uncertain<double>(8.0);
  CHECK(dollars(evaluation(own, light).bill, "capital") == doctest::Approx(8 * one));
  CHECK(evaluation(own, light).figures.at(measures::bought).constant() == 8);
}

TEST_CASE("a sized fleet has a least number of replicas, and spares beyond those it needs") {
  // 80 a second in the busiest hour on replicas of 10 at 80 %: 10, with two spares 12; at least 15 are 15, with the
  // spares 17. Latency is that of the 10 or 15.
  Option option = rented(measured_fleet(3000), 2.0);
  const double alone = evaluation(option, demand_of({busy()})).figures.at(measures::ttft.p50).constant();
  serving_of<Fleet>(option).spare = Uncertain<double>(2.0);
  const Evaluation spared = evaluation(option, demand_of({busy()}));
  CHECK(replicas(spared) == 12);
  CHECK(load(spared) == doctest::Approx(40.0 / 120));
  CHECK(dollars(spared.bill, "GPU hours") == doctest::Approx(12 * 730 * 2));
  CHECK(spared.figures.at(measures::ttft.p50).constant() == alone);
  serving_of<Fleet>(option).least = Uncertain<double>(15.0);
  CHECK(replicas(evaluation(option, demand_of({busy()}))) == 17);
  CHECK(evaluation(option, demand_of({busy()})).figures.at(measures::ttft.p50).constant() < alone);
  // 40 a second at 80 % load follow with 5 replicas: the least is 15, and the spares stay.
  serving_of<Fleet>(option).follow_load = true;
  CHECK(dollars(evaluation(option, demand_of({busy()})).bill, "GPU hours") == doctest::Approx(17 * 730 * 2));
  serving_of<Fleet>(option).least = Uncertain<double>(2.0);
  CHECK(dollars(evaluation(option, demand_of({busy()})).bill, "GPU hours") == doctest::Approx(7 * 730 * 2));
}

TEST_CASE("near the edge a model fits in the draws in which the engine keeps less for itself") {
  // Qwen2.5 72B on two H100 at 0.91 of 79.15 GiB: 72.03 - 67.71 of weights leave 4.31 for activations and what lies
  // outside, predicted as 2.28 + 2.08 = 4.36: it fits where those are less than 0.99 times that.
  const Catalog catalog;
  Placement p =
      place(std::get<Accelerator>(catalog.accelerator("h100-80-sxm")), 2,
            std::get<Model>(catalog.model("qwen2.5-72b")), std::get<WeightFormat>(catalog.format("bf16")),
            std::get<Engine>(catalog.engine("vllm")));
  p.memory_share = 0.91;
  Option option = rented(measured_fleet(3000), 2);
  Fleet& fleet = serving_of<Fleet>(option);
  fleet.replica = replica(p);
  fleet.throughput.reset();
  fleet.memory = Uncertain<double>(NodeId(0));
  Column factor = Column::uninitialised();
  for (std::size_t i = 0; i < block_draws; ++i)
    factor.values()[i] = 0.8 + 0.4 * static_cast<double>(i) / block_draws;
  const Evaluation e = evaluate({option}, demand_of({requests(100, 100, 10)}), Block({factor})).front();
  CHECK(e.feasible[0] == 1);
  CHECK(e.feasible[block_draws - 1] == 0);
  std::size_t fits = 0;
  for (std::size_t i = 0; i < block_draws; ++i) fits += e.feasible[i] == 1 ? 1 : 0;
  CHECK(static_cast<double>(fits) / block_draws == doctest::Approx((0.99 - 0.8) / 0.4).epsilon(0.05));
  CHECK(e.reason.find("in some draws") != std::string::npos);
}
