#include <doctest/doctest.h>

#include <cmath>

#include "reading.h"

// Wrong answers, critical failures and energy through the language: what comes out, and what is refused.

using namespace llmtco;

namespace {

/// 10 M requests a month to one option of one line, with more keys of the class.
std::string ten_million(const std::string& keys, const std::string& rest = "",
                        const std::string& option = "") {
  return "scenario: Risk\nas_of: 2026-09-23\nhorizon: 1 months\n" + rest +
         "workload:\n  chat: {requests: 10M/month, input_tokens: 700, output_tokens: 300, " + keys +
         "}\noptions:\n  x: {kind: custom, accuracy: 80%, lines: [{item: fee, kind: invoiced, per_request: "
         "$0.01}]" +
         option + "}\n";
}

double mean(const Result& result, const Measure& measure, const char* name = "x") {
  const Statistics* found = option(result, name).find(measure);
  REQUIRE(found != nullptr);
  return found->mean.value;
}

const std::string small =
    "kind: rented, price: $2/h, model: llama-3.1-8b, engine: llama.cpp, accelerator: h100-80-sxm, "
    "gpus_per_replica: 1, accuracy: 80%";

/// Eight A100 that draw 6.5 kW at all times.
const std::string eight_a100 =
    "scenario: A40\nas_of: 2026-09-23\nhorizon: 1 months\nworkload:\n  q: {requests: 1M/month, input_tokens: "
    "667, "
    "output_tokens: 333}\nenergy: {intensity: 0.367 kg/kWh, embodied: 0 kg}\noptions:\n  x: {kind: owned, "
    "model: "
    "llama-3.1-70b, format: fp16, engine: vllm, accelerator: a100-80-sxm, gpus_per_replica: 8, replicas: 1, "
    "life: 36 "
    "months, power: 812.5 W, pue: 1.58, throughput: 2000 tokens/s}\n";

}  // namespace

TEST_CASE("the tail of critical failures is that of a Poisson number") {
  // 0.5 expected at $250k: P(K <= 2) = 0.98561, P(K <= 3) = 0.99825, so that one month in a hundred is above three. Worst
  // hundredth: P(K >= 4) = 0.00175162, the rest of it three: E[K; K >= 4] = 0.007195, and 3 x 0.00824838, over 0.01 = 3.194.
  const Result result = answer(ten_million("critical: {per_million: 0.05, cost: $250k}"));
  double above = 0, sum = 0;
  for (int k = 0; k <= 3; ++k) {
    const double p = std::exp(-0.5) * std::pow(0.5, k) / std::tgamma(k + 1);
    above += p;
    sum += k * p;
  }
  const double shortfall = ((0.5 - sum) + 3 * (0.01 - (1 - above))) / 0.01;
  CHECK(shortfall == doctest::Approx(3.194).epsilon(1e-3));
  CHECK(mean(result, measures::damage) == doctest::Approx(125e3).epsilon(0.02));
  CHECK(mean(result, measures::damage_p99) == doctest::Approx(750e3));
  CHECK(mean(result, measures::damage_shortfall) == doctest::Approx(shortfall * 250e3).epsilon(0.03));
  CHECK(mean(result, measures::critical_failures) == doctest::Approx(0.5).epsilon(0.02));
}

TEST_CASE("a rate in doubt leaves the mean and lengthens the tail") {
  const Result sure = answer(ten_million("critical: {per_million: 0.05, cost: $250k}")),
               doubt = answer(
                   ten_million("critical: {per_million: {gamma: {shape: 0.5, scale: 0.1}}, cost: $250k}"));
  CHECK(mean(doubt, measures::damage) == doctest::Approx(mean(sure, measures::damage)).epsilon(0.05));
  CHECK(mean(doubt, measures::damage_shortfall) > 1.2 * mean(sure, measures::damage_shortfall));
}

TEST_CASE("formats of few bits fail more often, and two options on a model have the same luck") {
  const std::string text = ten_million("critical: {per_million: 1, cost: $1k}") + "  wide: {" + small +
                           ", format: f16}\n  eight: {" + small + ", format: q8_0}\n  four: {" + small +
                           ", format: q4_k_m}\n";
  const Result result = answer(text);
  CHECK(mean(result, measures::critical_failures, "wide") == doctest::Approx(10).epsilon(0.01));
  CHECK(mean(result, measures::critical_failures, "wide") ==
        mean(result, measures::critical_failures, "eight"));
  // 5.3 to 8.5 times as often: 6.7 in the middle.
  CHECK(mean(result, measures::critical_failures, "four") == doctest::Approx(67.6).epsilon(0.02));
  bool told = false;
  for (const Assumption& each : result.assumptions)
    told = told || each.text.find("gguf-q4_k_m: 5.3 to 8.5 times") != std::string::npos;
  CHECK(told);
}

TEST_CASE("without wrong answers' consequences there is no tail and no such line") {
  const Result result = answer(ten_million("cost_if_wrong: $0.05"));
  CHECK(mean(result, measures::damage) == doctest::Approx(100e3));
  for (const Measure* measure :
       {measures::damage_p99.row, measures::delivered.row, measures::energy.row, measures::volume.row})
    CHECK(option(result, "x").find(*measure) == nullptr);
}

TEST_CASE(
    "people, retries and other options are paid for, and right answers count that are right in the end") {
  const std::string large =
      "  large: {kind: custom, accuracy: 95%, lines: [{item: fee, kind: invoiced, per_request: $0.10}]}\n";
  const auto result = [&](const std::string& then) {
    return answer(
        ten_million("value_if_right: $1, wrong: {detected: 60%, undetected_cost: $0.5, " + then + "}") +
        large);
  };
  const Result human = result("then: human, human_cost: $4");
  // 2 M wrong, 1.2 M found: $100k + $4.8 M; 0.8 M x $0.50.
  CHECK(mean(human, measures::monthly_cost) == doctest::Approx(4.9e6));
  CHECK(mean(human, measures::damage) == doctest::Approx(400e3));
  CHECK(mean(human, measures::delivered) == doctest::Approx(0.92));
  CHECK(mean(human, measures::net_value) == doctest::Approx(9.2e6 - 4.9e6 - 0.4e6));
  CHECK(mean(human, measures::accuracy) == doctest::Approx(0.8));
  const Result escalated = result("then: {escalate: large}");
  CHECK(mean(escalated, measures::monthly_cost) == doctest::Approx(100e3 + 1.2e6 * 0.10));
  CHECK(mean(escalated, measures::damage) == doctest::Approx((0.8e6 + 1.2e6 * 0.05) * 0.5));
  // Itself it has nobody to ask: 5 % wrong, all of them missed or given up.
  CHECK(mean(escalated, measures::monthly_cost, "large") == doctest::Approx(1e6));
  CHECK(mean(escalated, measures::damage, "large") == doctest::Approx(250e3));
  const Result retried = result("then: retry, retries: 1");
  CHECK(mean(retried, measures::monthly_cost) == doctest::Approx(100e3 + 12e3));
}

TEST_CASE("a split asks for help part by part") {
  const Result result = answer(
      ten_million("wrong: {detected: 50%, then: {escalate: large}}") +
      "  large: {kind: custom, accuracy: 100%, lines: [{item: fee, kind: invoiced, per_request: $0.10}]}\n"
      "  mix: {kind: split, parts: {x: 70%, large: 30%}}\n");
  // 7 M at a cent, 3 M at ten cents; of 1.4 M wrong ones 0.7 M go to the large one.
  CHECK(mean(result, measures::monthly_cost, "mix") == doctest::Approx(70e3 + 300e3 + 0.7e6 * 0.10));
  CHECK(mean(result, measures::delivered, "mix") == doctest::Approx(0.93));
}

TEST_CASE(
    "eight A100 take 7,497 kWh and emit 2,751 kg a month, all of it without load where nothing is asked") {
  const Result result = answer(eight_a100);
  CHECK(mean(result, measures::energy) == doctest::Approx(7497.1));
  CHECK(mean(result, measures::carbon) == doctest::Approx(2751.4357));
  CHECK(mean(result, measures::embodied_carbon) == 0);
  CHECK(mean(answer(eight_a100, {"workload.q.requests=0/month"}), measures::idle_energy) ==
        doctest::Approx(7497.1));
  // 1 M x 1,000 tokens are 1,000 Mtok.
  CHECK(option(result, "x").find(measures::carbon_per_mtok)->mean.value == doctest::Approx(2.7514357));
}

TEST_CASE("an option's own electricity goes before the scenario's, and a region tells three things") {
  const Result france = answer(eight_a100, {"options.x.energy={grid: france}"});
  CHECK(mean(france, measures::carbon) == doctest::Approx(7497.1 * 0.031));
  const std::string rented =
      "options.x={kind: rented, price: $2/h, model: llama-3.1-8b, format: fp8, engine: vllm, "
      "accelerator: h100-80-sxm, gpus_per_replica: 1, replicas: 1, energy: {region: aws-eu-north-1}}";
  const Result region = answer(eight_a100, {rented});
  // 700 W x 730 h x the region's PUE; water for each kWh of the machine.
  CHECK(option(region, "x").find(measures::water) != nullptr);
  CHECK(mean(region, measures::energy) < 0.7 * 730 * 1.2);
}

TEST_CASE("energy of an API is unknown until somebody says what a token takes") {
  const std::string api = "options.x={kind: api, endpoint: openai/gpt-4o}";
  const Result unknown = answer(eight_a100, {api});
  CHECK(option(unknown, "x").find(measures::energy) == nullptr);
  CHECK(option(unknown, "x").energy_reason.find("nobody says what a token or a task takes") == 0);
  const Result said =
      answer(eight_a100, {"options.x={kind: api, endpoint: openai/gpt-4o, energy: {per_request: 0.24 Wh}}"});
  CHECK(mean(said, measures::energy) == doctest::Approx(240));
}

TEST_CASE("what is wrong with wrong answers and energy is said at its place, all at once") {
  const std::string said =
      complaints(ten_million("cost_if_wrong: $1, wrong: {detected: 60%, then: {escalate: lagre}, retries: "
                             "2}, critical: {per_million: -1, cost: $5}"));
  CHECK(said.find("critical.per_million") != std::string::npos);
  const std::string more =
      complaints(ten_million("cost_if_wrong: $1, wrong: {detected: 60%, then: {escalate: y}, retries: 2}",
                             "energy: {grid: germny, basis: market}\n"));
  CHECK(more.find("'y' is no option of this scenario at workload.chat.wrong.then.escalate") !=
        std::string::npos);
  CHECK(more.find("`retries` is of `then: retry`") != std::string::npos);
  CHECK(more.find("so that cost_if_wrong is not asked") != std::string::npos);
  CHECK(more.find("the catalogue has no grid 'germny' at energy.grid") != std::string::npos);
  CHECK(more.find("what a contract's electricity emits is not in the catalogue") != std::string::npos);
  CHECK(complaints(ten_million("wrong: {detected: 60%, then: retry}"))
            .find("say how often a task is tried again") != std::string::npos);
  CHECK(complaints(ten_million("wrong: {detected: 60%, then: human}"))
            .find("say what a person who does the task costs") != std::string::npos);
  CHECK(complaints(ten_million("wrong: {detected: 60%, then: {escalate: dumb}}") +
                   "  dumb: {kind: custom, lines: [{item: fee, kind: invoiced, per_request: $0.10}]}\n")
            .find("how right 'dumb' is is unknown") != std::string::npos);
}
