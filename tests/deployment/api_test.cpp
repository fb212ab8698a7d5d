#include "demands.h"

using namespace llmtco;

namespace {

/// $5 in and $30 out a million; from 272,000 input tokens on $10 and $45 for the whole request.
TokenTariff two_tiers() {
  TokenTariff tariff = flat_tariff(5, 30, 0.5, 5);
  const TokenPrices dear{.input = 10.0 * mtok_price,
                         .output = 45.0 * mtok_price,
                         .cache_read = 1.0 * mtok_price,
                         .cache_write = 10.0 * mtok_price};
  tariff.windows[0].tiers.push_back({272'000.0 * token, dear});
  return tariff;
}

Option api(TokenTariff tariff) { return option_of(Endpoint{.cache_hit_rate = 0.0}, {std::move(tariff)}); }

/// Ten calls of an agent: the first reads 1,000 tokens, each later one 500 more, 200 of them new; each
/// answers 300.
RequestClass agent() {
  RequestClass task = requests(1e6, 1000, 300);
  task.agent = {.calls = {10.0, {}}, .new_input = {200.0 * tokens_each, {}}, .retries = 0.0};
  return task;
}

StreamSpeed measured_speed() {
  return {.ttft_p50 = 0.5 * second,
          .ttft_p95 = 1.0 * second,
          .output = 50.0 * token / second,
          .source = "a test"};
}

}  // namespace

TEST_CASE("an API's bill is tokens times prices") {
  // 1 M x (700 x $2.50 + 300 x $10) / 1 M = $1,750 + $3,000.
  const Bill bill =
      evaluation(api(flat_tariff(2.5, 10, 1.25, 2.5)), demand_of({requests(1e6, 700, 300)})).bill;
  CHECK(dollars(bill, "input tokens") == doctest::Approx(1'750));
  CHECK(dollars(bill, "output tokens") == doctest::Approx(3'000));
  CHECK(bill.size() == 2);
}

TEST_CASE("a discount is taken off every price") {
  Option option = api(flat_tariff(2.5, 10, 1.25, 2.5));
  contract<TokenTariff>(option).discount = 0.2;
  CHECK(dollars(evaluation(option, demand_of({requests(1e6, 700, 300)})).bill) ==
        doctest::Approx(0.8 * 4'750));
}

TEST_CASE("a request that reaches the tier is billed at it as a whole, one token less at the first") {
  // 1,000 requests of 271,999 tokens at $5: $1,359.995; of 272,000 at $10: $2,720. Output 1,000 at $30 and
  // $45.
  const Bill below = evaluation(api(two_tiers()), demand_of({requests(1000, 271'999, 1000)})).bill;
  CHECK(dollars(below, "input tokens") == doctest::Approx(1'359.995));
  CHECK(dollars(below, "output tokens") == doctest::Approx(30));
  const Bill from = evaluation(api(two_tiers()), demand_of({requests(1000, 272'000, 1000)})).bill;
  CHECK(dollars(from, "input tokens, from 272k input") == doctest::Approx(2'720));
  CHECK(dollars(from, "output tokens, from 272k input") == doctest::Approx(45));
}

TEST_CASE(
    "lengths that spread reach the tier with the part of requests and tokens that a lognormal has there") {
  // Mean 200,000, cv 0.5: s^2 = log(1.25) = 0.22314, s = 0.47238, log(200 / 272) = -0.30748.
  // Requests: Phi((-0.30748 - 0.11157) / 0.47238) = 0.18751; tokens: Phi((-0.30748 + 0.11157) / 0.47238) =
  // 0.33917.
  RequestClass spread = requests(1000, 200'000, 1000);
  spread.input.cv = 0.5;
  const Bill bill = evaluation(api(two_tiers()), demand_of({spread})).bill;
  CHECK(dollars(bill, "input tokens, from 272k input") == doctest::Approx(0.33917 * 2'000).epsilon(1e-4));
  CHECK(dollars(bill, "input tokens") == doctest::Approx((1 - 0.33917) * 1'000).epsilon(1e-4));
  CHECK(dollars(bill, "output tokens, from 272k input") == doctest::Approx(0.18751 * 45).epsilon(1e-4));
}

TEST_CASE("prices of some hours weigh by their part of the day") {
  // Three hours of the day at half the price: 1/8 x 0.5 + 7/8 = 0.9375 of the full bill.
  Option option = api(flat_tariff(8, 8, 8, 8));
  TariffWindow night = contract<TokenTariff>(option).windows[0];
  contract<TokenTariff>(option).windows[0].share_of_week = 21 / 24.0;
  night.name = "01:00-04:00 UTC";
  night.share_of_week = 3 / 24.0;
  night.tiers[0].prices.input = 4.0 * mtok_price;
  night.tiers[0].prices.output = 4.0 * mtok_price;
  contract<TokenTariff>(option).windows.push_back(night);
  const Bill bill = evaluation(option, demand_of({requests(1e6, 700, 300)})).bill;
  CHECK(dollars(bill) == doctest::Approx(0.9375 * 8'000));
  CHECK(dollars(bill, "input tokens, 01:00-04:00 UTC") == doctest::Approx(700 * 4 / 8.0));
}

TEST_CASE("an agent pays for its whole context again in every call") {
  // 10 x 1,000 + 500 x 45 = 32,500 tokens read and 3,000 written: $0.08125 + $0.03 a task.
  CHECK(dollars(evaluation(api(flat_tariff(2.5, 10, 1.25, 2.5)), demand_of({agent()})).bill) ==
        doctest::Approx(111'250));
}

TEST_CASE(
    "with a prompt cache it pays for what repeats at the read price, and for keeping it at the write price") {
  Option option = api(flat_tariff(2.5, 10, 1.25, 3.125));
  serving_of<Endpoint>(option).cached = true;
  serving_of<Endpoint>(option).cache_hit_rate = 1.0;
  // 27,000 tokens repeat. Of the other 5,500, 1,000 + 8 x 500 = 5,000 are kept for a later call, 500 are
  // plain input: 27,000 x 1.25 + 5,000 x 3.125 + 500 x 2.5 = 33,750 + 15,625 + 1,250 per million tasks, and
  // 30,000 of output.
  const Bill bill = evaluation(option, demand_of({agent()})).bill;
  CHECK(dollars(bill, "cache reads") == doctest::Approx(33'750));
  CHECK(dollars(bill, "cache writes") == doctest::Approx(15'625));
  CHECK(dollars(bill, "input tokens") == doctest::Approx(1'250));
  CHECK(dollars(bill, "output tokens") == doctest::Approx(30'000));
  // Half of the hits missed: half the reads, and those 13,500 tokens written again.
  serving_of<Endpoint>(option).cache_hit_rate = 0.5;
  const Bill missed = evaluation(option, demand_of({agent()})).bill;
  CHECK(dollars(missed, "cache reads") == doctest::Approx(16'875));
  CHECK(dollars(missed, "cache writes") == doctest::Approx((5'000 + 13'500) * 3.125));
}

TEST_CASE("growth is in the bill of the average month") {
  // 1 M growing by 10 % over three months: (1 + 1.1 + 1.21) / 3 = 1.10333.
  RequestClass growing = requests(1e6, 700, 300);
  growing.growth_per_month = 0.1;
  CHECK(dollars(evaluation(api(flat_tariff(2.5, 10, 1, 1)), demand_of({growing}, 3)).bill) ==
        doctest::Approx(4'750 * 3.31 / 3));
}

TEST_CASE("two classes have lines of their own, and a task's time is its calls one after another") {
  RequestClass chat = requests(1e6, 700, 300), batch = requests(2e6, 100, 10);
  batch.name = "labels";
  Option option = api(flat_tariff(2.5, 10, 1, 1));
  serving_of<Endpoint>(option).speed = measured_speed();
  const Evaluation both = evaluation(option, demand_of({chat, batch}));
  CHECK(dollars(both.bill, "chat input tokens") == doctest::Approx(1'750));
  CHECK(dollars(both.bill, "labels output tokens") == doctest::Approx(200));
  // Ten calls of 0.5 s and 299 later tokens at 20 ms: 10 x 6.48 s; at the 95th percentile of TTFT 10 x 6.98
  // s.
  const Evaluation task = evaluation(option, demand_of({agent()}));
  CHECK(seconds_of(task, measures::ttft_p50) == doctest::Approx(0.5));
  CHECK(seconds_of(task, measures::tpot_p50) == doctest::Approx(0.02));
  CHECK(seconds_of(task, measures::e2e_p50) == doctest::Approx(64.8));
  CHECK(seconds_of(task, measures::e2e_p95) == doctest::Approx(69.8));
}

TEST_CASE("a task waits for its tools between calls, and tasks of many calls are the slow ones") {
  Option option = api(flat_tariff(2.5, 10, 1, 1));
  serving_of<Endpoint>(option).speed = measured_speed();
  RequestClass task = agent();
  const auto e2e = [&](MeasureOf<Seconds> p) { return seconds_of(evaluation(option, demand_of({task})), p); };
  // Nine times 2 s between the ten calls.
  task.agent.tool_time = {2.0 * second, {}};
  CHECK(e2e(measures::e2e_p50) == doctest::Approx(64.8 + 18));
  CHECK(e2e(measures::e2e_p95) == doctest::Approx(69.8 + 18));
  // Tool times that differ by 2 s from each other: deviation 2 s x sqrt(9), a 95th percentile of 29.1 s of tools
  // alone, less beside the calls.
  task.agent.tool_time.cv = 1.0;
  CHECK(e2e(measures::e2e_p95) > 69.8 + 20);
  CHECK(e2e(measures::e2e_p95) < 69.8 + 29.2);
  // With a deviation of 5 calls, 95 % of the tasks make at most 19.5: 1 + 9 exp(1.645 s - s^2 / 2), s = 0.5186. So many
  // calls and 18.5 times 2 s are about 163 s.
  task.agent.tool_time.cv = 0.0;
  task.agent.calls.cv = 0.5;
  CHECK(e2e(measures::e2e_p95) == doctest::Approx(19.5 * 6.48 + 18.5 * 2).epsilon(0.03));
  CHECK(e2e(measures::e2e_p50) < 64.8 + 18);
}

TEST_CASE("limits on waiting are met or not, and absent where there are none") {
  Option option = api(flat_tariff(2.5, 10, 1, 1));
  serving_of<Endpoint>(option).speed = measured_speed();
  RequestClass chat = requests(1e6, 700, 300);
  CHECK_FALSE(evaluation(option, demand_of({chat})).figures.has(measures::meets_slo));
  const auto met = [&](Slo slo) {
    chat.slo = slo;
    return evaluation(option, demand_of({chat})).figures.at(measures::meets_slo).constant();
  };
  CHECK(met({.ttft_p95 = 1.0 * second, .tpot_p95 = {}, .e2e_p95 = {}}) == 1);
  CHECK(met({.ttft_p95 = 0.99 * second, .tpot_p95 = {}, .e2e_p95 = {}}) == 0);
  CHECK(met({.ttft_p95 = {}, .tpot_p95 = 19.0 * ms, .e2e_p95 = {}}) == 0);
  CHECK(met({.ttft_p95 = {}, .tpot_p95 = 21.0 * ms, .e2e_p95 = 7.0 * second}) ==
        1);  // 1 + 299 x 0.02 = 6.98 s
  CHECK(met({.ttft_p95 = {}, .tpot_p95 = 21.0 * ms, .e2e_p95 = 6.9 * second}) == 0);
}

TEST_CASE("an agent whose last call is longer than the context cannot be served") {
  // The tenth call reads 1,000 + 9 x 500 tokens and answers 300: 5,800.
  Option option = api(flat_tariff(2.5, 10, 1.25, 2.5));
  serving_of<Endpoint>(option).context = 5800.0 * token;
  CHECK(evaluation(option, demand_of({agent()})).feasible.constant() == 1);
  serving_of<Endpoint>(option).context = 5799.0 * token;
  CHECK(evaluation(option, demand_of({agent()})).feasible.constant() == 0);
  serving_of<Endpoint>(option).context = std::nullopt;  // not known: not checked
  CHECK(evaluation(option, demand_of({agent()})).feasible.constant() == 1);
}

TEST_CASE("where tasks differ, the share of those that are too long is told, and most of them must fit") {
  // Mean 5,800, deviation 500 x 5 = 2,500 of calls with cv 0.5: s^2 = log(1 + (2,500 / 5,800)^2) = 0.17041. Above 10,000:
  // Phi((log(0.58) - 0.08521) / 0.41281) = Phi(-1.526) = 6.4 %.
  Option option = api(flat_tariff(2.5, 10, 1.25, 2.5));
  RequestClass task = agent();
  task.agent.calls.cv = 0.5;
  serving_of<Endpoint>(option).context = 10'000.0 * token;
  const Evaluation some = evaluation(option, demand_of({task}));
  CHECK(some.feasible.constant() == 1);
  CHECK(some.figures.at(measures::too_long).constant() == doctest::Approx(0.0635).epsilon(0.002));
  serving_of<Endpoint>(option).context = 4'000.0 * token;
  const Evaluation most = evaluation(option, demand_of({task}));
  CHECK(most.feasible.constant() == 0);
  CHECK(most.figures.at(measures::too_long).constant() > 0.5);
  CHECK_FALSE(evaluation(option, demand_of({agent()})).figures.has(measures::too_long));
}

TEST_CASE("requests differ in speed within a day, and days move them all") {
  Option option = api(flat_tariff(2.5, 10, 1, 1));
  StreamSpeed speed = measured_speed();
  speed.output_p5 = 25.0 * token / second;
  serving_of<Endpoint>(option).speed = speed;
  const Evaluation today = evaluation(option, demand_of({requests(1e6, 700, 300)}));
  CHECK(seconds_of(today, measures::tpot_p50) == doctest::Approx(0.02));
  CHECK(seconds_of(today, measures::tpot_p95) == doctest::Approx(0.04));
  // A day at half the speed whose first tokens take 1.2 times as long: 0.6 and 1.2 s, 40 and 80 ms.
  serving_of<Endpoint>(option).speed->output_day = 0.5;
  serving_of<Endpoint>(option).speed->ttft_day = 1 / 1.2;
  const Evaluation slow = evaluation(option, demand_of({requests(1e6, 700, 300)}));
  CHECK(seconds_of(slow, measures::ttft_p50) == doctest::Approx(0.6));
  CHECK(seconds_of(slow, measures::ttft_p95) == doctest::Approx(1.2));
  CHECK(seconds_of(slow, measures::tpot_p50) == doctest::Approx(0.04));
  CHECK(seconds_of(slow, measures::tpot_p95) == doctest::Approx(0.08));
}

TEST_CASE("thoughts before the first visible token differ between requests, as lengths and speeds do") {
  Option option = api(flat_tariff(2.5, 10, 1, 1));
  serving_of<Endpoint>(option).speed = measured_speed();
  RequestClass chat = requests(1e6, 700, 300);
  option.counting.resize(1);
  option.counting[0].thoughts = 2000.0 * tokens_each;
  // 2,000 thoughts at 20 ms are 40 s after each TTFT, which is 0.5 and 1 s.
  const Evaluation alike = evaluation(option, demand_of({chat}));
  CHECK(seconds_of(alike, measures::ttft_p50) == doctest::Approx(40.5));
  CHECK(seconds_of(alike, measures::ttft_p95) == doctest::Approx(41));
  // With c = 1 the median is 40 / sqrt(2) = 28.28 s, the 95th percentile 28.28 exp(1.644854 sqrt(log 2)) = 111.2 s; a
  // TTFT of 0.55 s on average comes before.
  chat.output.cv = 1.0;
  const Evaluation differing = evaluation(option, demand_of({chat}));
  CHECK(seconds_of(differing, measures::ttft_p50) == doctest::Approx(28.28 + 0.55).epsilon(0.01));
  CHECK(seconds_of(differing, measures::ttft_p95) == doctest::Approx(111.2 + 0.55).epsilon(0.01));
  // Speeds that differ by 2 between median and 5th percentile, too: s = sqrt(log 2 + (log(2) / 1.644854)^2) = 0.93313,
  // 28.28 exp(1.644854 x 0.93313) = 131.3 s.
  serving_of<Endpoint>(option).speed->output_p5 = 25.0 * token / second;
  const Evaluation both = evaluation(option, demand_of({chat}));
  CHECK(seconds_of(both, measures::ttft_p95) == doctest::Approx(131.3 + 0.55).epsilon(0.01));
  CHECK(seconds_of(both, measures::ttft_p50) == doctest::Approx(28.28 + 0.55).epsilon(0.01));
}

TEST_CASE("a TTFT of which only the median is known has twice of it as 95th percentile") {
  Option option = api(flat_tariff(2.5, 10, 1, 1));
  serving_of<Endpoint>(option).speed = StreamSpeed{
      .ttft_p50 = 0.4 * second, .ttft_p95 = {}, .output = 50.0 * token / second, .source = "a test"};
  const Evaluation task = evaluation(option, demand_of({requests(1e6, 700, 300)}));
  CHECK(seconds_of(task, measures::ttft_p50) == doctest::Approx(0.4));
  CHECK(seconds_of(task, measures::ttft_p95) == doctest::Approx(0.8));
}
