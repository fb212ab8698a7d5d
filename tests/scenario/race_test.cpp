#include <doctest/doctest.h>

#include "reading.h"

using namespace llmtco;

TEST_CASE("an option that cannot serve often enough to be one wins no draw from those that can") {
  // One H100 serves the demand in some draws, at a price below the API's there: it is infeasible as a whole,
  // and so every draw is won by the API or by the split.
  const Result result = answer(R"(
scenario: Race
as_of: 2026-09-23
workload:
  chat:
    requests: {lognormal: {median: 60M/month, sigma: 1.5}}
    input_tokens: 400
    output_tokens: 120
    task: general-knowledge
options:
  tiny:
    kind: rented
    model: llama-3.1-8b
    format: fp8
    engine: vllm
    accelerator: h100-80-sxm
    gpus_per_replica: 1
    replicas: 1
  api: {kind: api, endpoint: openai/gpt-4o-mini}
  dear: {kind: api, endpoint: openai/gpt-4o}
)");
  const OptionResult &tiny = option(result, "tiny"), &api = option(result, "api"),
                     &dear = option(result, "dear");
  REQUIRE_FALSE(tiny.feasible);
  CHECK(tiny.find(measures::feasible)->mean.value > 0.05);
  CHECK(tiny.find(measures::cheapest) == nullptr);
  CHECK(api.find(measures::cheapest)->mean.value + dear.find(measures::cheapest)->mean.value ==
        doctest::Approx(1));
}

namespace {

/// Two APIs of one price a request each, 1 M requests a month.
std::string two_apis(const std::string& workload, const std::string& rest = "") {
  return "scenario: Race\nas_of: 2026-09-23\n" + rest +
         "workload:\n  chat: {requests: 1M/month, input_tokens: 1000, output_tokens: 100" + workload + R"(}
options:
  dear: {kind: custom, lines: [{item: fee, kind: invoiced, per_request: $0.002}], accuracy: 90%}
  cheap: {kind: custom, lines: [{item: fee, kind: invoiced, per_request: $0.001}], accuracy: 80%}
)";
}

double share(const OptionResult& option, const Measure& measure) { return option.find(measure)->mean.value; }

}  // namespace

TEST_CASE("the objective decides who is best: what is to be paid, with damage, or the value left") {
  // $2,000 and $1,000. 100,000 and 200,000 wrong answers at 2 cents: $2,000 and $4,000 of damage. 900,000 and
  // 800,000 right ones at 1 cent: 9,000 - 4,000 = $5,000 are left, and 8,000 - 5,000 = $3,000.
  const std::string worth = ", cost_if_wrong: $0.02, value_if_right: $0.01";
  const Result cost = answer(two_apis(worth));
  CHECK(cost.answer.best == "cheap");
  CHECK(cost.answer.runner_up == "dear");
  CHECK(cost.answer.difference_usd.mean.value == doctest::Approx(-1000));
  CHECK(cost.answer.p_below.value == 1);
  const Result damage = answer(two_apis(worth), {"objective=cost_with_damage"});
  CHECK(damage.answer.best == "dear");
  CHECK(damage.answer.difference_usd.mean.value == doctest::Approx(-1000));
  CHECK(share(option(damage, "dear"), measures::best) == 1);
  CHECK(share(option(damage, "cheap"), measures::cheapest) == 1);
  const Result value = answer(two_apis(worth), {"objective=net_value"});
  CHECK(value.answer.best == "dear");
  CHECK(value.answer.difference_usd.mean.value == doctest::Approx(-2000));  // of the loss
  CHECK(value.answer.p_below.value == 1);
  CHECK(share(option(value, "dear"), measures::net_value) == doctest::Approx(5000));
  CHECK(share(option(value, "dear"), measures::cost_per_right_answer) == doctest::Approx(2000 / 900e3));
}

TEST_CASE("an objective that cannot tell options apart is refused") {
  CHECK(complaints(two_apis(""), {"objective=net_value"}) ==
        "--set objective=net_value: the value of right answers is the same for every option: no request "
        "class has a value_if_right at "
        "objective\n");
  CHECK(complaints(two_apis(""), {"objective=cost_with_damage"}) ==
        "--set objective=cost_with_damage: the damage of wrong answers is the same for every option: no "
        "request class has a cost_if_wrong at "
        "objective\n");
  CHECK(complaints(two_apis(""), {"budget_of=average month"}) ==
        "--set budget_of=average month: there is no budget whose months could be meant at budget_of\n");
}

TEST_CASE("a yardstick is shown, and is neither the best nor the cheapest") {
  const Result result = answer(two_apis(""), {"options.cheap.yardstick=true"});
  CHECK(result.answer.best == "dear");
  CHECK(result.answer.runner_up == "");
  CHECK(share(option(result, "dear"), measures::best) == 1);
  CHECK(option(result, "cheap").standing == Standing::yardstick);
  CHECK(option(result, "cheap").find(measures::best) == nullptr);
  CHECK(option(result, "cheap").find(measures::monthly_cost) != nullptr);
}

TEST_CASE("an option that is right too seldom is out of the race, and so is one of which that is unknown") {
  const std::string scenario = two_apis(", slo: {accuracy: 85%}");
  const Result result = answer(scenario);
  CHECK(result.answer.best == "dear");
  CHECK(option(result, "cheap").standing == Standing::misses_limits);
  CHECK(option(result, "cheap").standing_reason == "misses 85 % of answers right, in 100 % of draws");
  CHECK(share(option(result, "cheap"), measures::meets_slo) == 0);
  // In the draws in which it keeps the floor it wins: two of three from 80 % to 95 %.
  const Result sometimes = answer(scenario, {"options.cheap.accuracy={uniform: {low: 80%, high: 95%}}"});
  CHECK(share(option(sometimes, "cheap"), measures::best) == doctest::Approx(2 / 3.0).epsilon(1e-3));
  CHECK(share(option(sometimes, "dear"), measures::best) == doctest::Approx(1 / 3.0).epsilon(1e-3));
  CHECK(sometimes.answer.best == "cheap");
  const Result unknown = answer(scenario, {"options.cheap.accuracy=84%",
                                           "options.more={kind: custom, lines: "
                                           "[{item: fee, kind: invoiced, per_request: $0.0005}]}"});
  CHECK(option(unknown, "more").standing == Standing::accuracy_unknown);
  CHECK(unknown.answer.best == "dear");
}

TEST_CASE("what is to be paid decides although an accuracy is unknown and wrong answers cost something") {
  const Result result = answer(two_apis(", cost_if_wrong: $0.02"),
                               {"options.more={kind: custom, lines: [{item: fee, kind: invoiced, "
                                "per_request: $0.0005}]}"});
  CHECK(result.answer.best == "more");
  CHECK(option(result, "more").find(measures::damage) == nullptr);  // unknown, not zero
  CHECK(std::count(
            result.warnings.begin(), result.warnings.end(),
            "more: wrong answers cost money here, but its accuracy is unknown, and so is the damage it does; "
            "only what is to be paid can be compared") == 1);
  CHECK(option(result, "more").find(measures::cost_with_damage) == nullptr);
  CHECK(option(answer(two_apis("")), "cheap").find(measures::damage)->mean.value == 0);
}

TEST_CASE("a limit that nobody knows to hold leaves the option in the race, and is told") {
  const Result result = answer(two_apis(", slo: {ttft_p95: 2 s}"));
  CHECK(result.answer.best == "cheap");
  CHECK(option(result, "cheap").standing == Standing::in_race);
  CHECK(option(result, "cheap").standing_reason ==
        "not known to keep: first word of 95 % of requests within 2 s");
  CHECK(option(result, "cheap").find(measures::meets_slo) == nullptr);
}

TEST_CASE("it is told which limit of which class fails, in how many draws") {
  // Of TTFTs from 1 to 3 s (median), the 95th percentile is twice that: 4 s are kept below 2 s, half of the draws.
  const Result result = answer(two_apis(", slo: {ttft_p95: 4 s, e2e_p99: 1 h}"),
                               {"workload.batch={requests: 1k/month, input_tokens: 10, output_tokens: 10}",
                                "options.dear.speed={ttft: {uniform: {low: 1 s, high: 3 s}}, "
                                "tokens_per_second: 50 tokens/s}"});
  REQUIRE(result.limits.size() == 2);
  CHECK(result.limits[0].met == measures::meets_ttft_p95.row);
  CHECK(result.limits[0].value == 4);
  const OptionResult& dear = option(result, "dear");
  const Subject chat{.request_class = 0};
  CHECK(dear.find(measures::meets_ttft_p95, chat)->mean.value == doctest::Approx(0.5).epsilon(1e-3));
  CHECK(dear.find(measures::meets_e2e_p99, chat)->mean.value == 1);
  CHECK(dear.find(measures::meets_ttft_p95, {.request_class = 1}) == nullptr);  // which has no limits
  CHECK(dear.find(measures::meets_slo)->mean.value == doctest::Approx(0.5).epsilon(1e-3));
}

TEST_CASE("a split takes part in the race") {
  // 60 % at $2,000 and 90 %, the rest at $1,000 and 80 %: $1,600 and 86 % right, where the floor is 85 %.
  const Result result = answer(two_apis(", slo: {accuracy: 85%}"),
                               {"options.both={kind: split, parts: {dear: 60%, cheap: 40%}}"});
  CHECK(result.answer.best == "both");
  CHECK(share(option(result, "both"), measures::best) == 1);
}

TEST_CASE("where one class grows and another shrinks, a month in the middle may break the budget") {
  // Calls: 10, 8, 6.4 M and 2.5, 5, 10 M: 12.5, 13, 16.4 M. A replica of 604 tokens/s serves 6.04 calls/s at 80 %
  // load, 12.7 M a month: 1, 2, 2 replicas at $730. Input of the first class: 10, 8, 6.4 G tokens at 10 cents per
  // Mtok. Together $1,730, $2,260 and $2,100.
  const std::string scenario = R"(
scenario: Race
as_of: 2026-09-23
horizon: 3 months
budget: $2.2k/month
workload:
  long: {requests: 10M/month, growth_per_month: -20%, input_tokens: 1000, output_tokens: 100}
  short: {requests: 2.5M/month, growth_per_month: 100%, input_tokens: 1, output_tokens: 100}
options:
  own:
    {kind: rented, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, gpus_per_replica: 1,
     price: $1/h, throughput: 604 tokens/s,
     other_costs: [{item: transfer, kind: invoiced, per_token: $0.1/Mtok, tokens: input}]}
)";
  const Result result = answer(scenario);
  const OptionResult& own = option(result, "own");
  CHECK(own.find(measures::monthly_cost, {.month = 0})->mean.value == doctest::Approx(1730).epsilon(1e-3));
  CHECK(own.find(measures::monthly_cost, {.month = 2})->mean.value == doctest::Approx(2100).epsilon(1e-3));
  CHECK(share(own, measures::within_budget) == 0);
  CHECK(share(option(answer(scenario, {"budget=$2.3k/month"}), "own"), measures::within_budget) == 1);
}

TEST_CASE("what must be bought of one's own machines is what the fullest month needs") {
  // 1, 2 and 4 replicas of two accelerators: 8 at $30k.
  const Result result = answer(R"(
scenario: Bought
as_of: 2026-09-23
horizon: 3 months
workload:
  chat: {requests: 12M/month, growth_per_month: 100%, input_tokens: 1000, output_tokens: 100}
options:
  own:
    {kind: owned, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, gpus_per_replica: 2,
     purchase: $30k, life: 36 months, power: 1 kW, electricity: 10 ct/kWh, throughput: 604 tokens/s}
)");
  const OptionResult& own = option(result, "own");
  CHECK(own.find(measures::replicas)->mean.value == doctest::Approx(7 / 3.0));
  CHECK(own.find(measures::replicas, {.month = 2})->mean.value == 4);
  CHECK(own.find(measures::bought)->mean.value == 8);
  CHECK(own.find(measures::purchase)->mean.value == doctest::Approx(240e3));
}
