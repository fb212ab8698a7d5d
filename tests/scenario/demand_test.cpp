#include <doctest/doctest.h>

#include <cmath>

#include "reading.h"
#include "text/diagnostics.h"

// Seasons, launches and elasticity through the language.

using namespace llmtco;

namespace {

std::string year_of(const std::string& keys, const std::string& options = "") {
  return "scenario: A year\nas_of: 2026-11-20\nhorizon: 12 months\nworkload:\n  chat: {requests: 1M/month, "
         "input_tokens: "
         "700, output_tokens: 300, " +
         keys +
         "}\noptions:\n  x: {kind: custom, lines: [{item: rent, kind: invoiced, cost: $8k/month}, {item: "
         "fee, kind: "
         "invoiced, per_request: $0.002}]}\n  dear: {kind: custom, lines: [{item: fee, kind: invoiced, "
         "per_request: $0.02}]}\n" +
         options;
}

double requests_in(const Result& result, int month) {
  return result.demand.at(measures::requests, {.month = month}).mean.value;
}

const char* const winter = "season: [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]";

}  // namespace

TEST_CASE("the horizon begins in the month of as_of and goes on through the seasons") {
  const Result result = answer(year_of(winter));
  CHECK(requests_in(result, 0) == doctest::Approx(1e6));  // November
  CHECK(requests_in(result, 1) == doctest::Approx(2e6));
  CHECK(requests_in(result, 2) == doctest::Approx(3e6));  // January
  CHECK(result.demand.at(measures::requests).mean.value == doctest::Approx(15e6 / 12));
  CHECK(option(result, "x").find(measures::monthly_cost, {.month = 2})->mean.value == doctest::Approx(14e3));
}

TEST_CASE("the budget of every month is held against the fullest, wherever it stands") {
  CHECK(option(answer(year_of(winter), {"budget=$13.9k/month"}), "x")
            .find(measures::within_budget)
            ->mean.value == 0);
  CHECK(option(answer(year_of(winter), {"budget=$14.1k/month"}), "x")
            .find(measures::within_budget)
            ->mean.value == 1);
}

TEST_CASE("machines of one's own are bought for the fullest month") {
  const std::string own =
      "  own: {kind: owned, purchase: $20k, life: 36 months, power: 800 W, pue: 1.5, electricity: 12 ct/kWh, "
      "model: "
      "llama-3.1-8b, format: fp16, engine: vllm, accelerator: a100-80-sxm, gpus_per_replica: 1, throughput: "
      "500 tokens/s}\n";
  const auto bought = [&](const std::string& season) {
    return option(answer(year_of(season, own), {"workload.chat.requests=10M/month"}), "own")
        .find(measures::bought)
        ->mean.value;
  };
  // 3 x 10 M x 300 tokens a month are 3,425 tokens/s, over 80 % of 500: 9 replicas; 2.85 of them at 1 x.
  CHECK(bought(winter) == 9);
  CHECK(bought("season: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]") == 3);
}

TEST_CASE("a season of ones changes no number") {
  const Result even = answer(year_of("season: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]")),
               none = answer(year_of("growth_per_month: 0"));
  CHECK(option(even, "x").find(measures::monthly_cost)->mean.value ==
        option(none, "x").find(measures::monthly_cost)->mean.value);
}

TEST_CASE("demand answers what a task costs, and bills of unlike volumes are warned of") {
  const Result result = answer(year_of("elasticity: {value: 0.5, reference: dear}"));
  const double v = (std::sqrt(8000.0 * 8000 + 4 * 0.002 * 2e10) - 8000) / 0.004;
  CHECK(option(result, "x").find(measures::volume)->mean.value == doctest::Approx(v).epsilon(1e-9));
  CHECK(option(result, "x").find(measures::cost_per_request)->mean.value ==
        doctest::Approx(8000 / v + 0.002));
  CHECK(option(result, "dear").find(measures::volume)->mean.value == 1e6);
  REQUIRE(!result.warnings.empty());
  CHECK(result.warnings[0].find("the volume answers the price") == 0);
}

TEST_CASE("an elasticity at which the volume runs away is refused at its place, with where it would settle") {
  const std::string flat = "  flat: {kind: custom, lines: [{item: rent, kind: invoiced, cost: $8k/month}]}\n";
  std::string said;
  try {
    answer(year_of("elasticity: {value: 1.2, reference: dear}", flat));
  } catch (const InputError& error) {
    said = error.what();
  }
  CHECK(said.find("s.yaml:5:") != std::string::npos);
  CHECK(said.find("the volume of chat does not settle on flat: 100 % of its cost is fixed, so that at an "
                  "elasticity of 1.2") != std::string::npos);
  CHECK(said.find("it settles below 1") != std::string::npos);
}

TEST_CASE("what is wrong with seasons, launches and elasticities is said, all at once") {
  const std::string said = complaints(year_of(
      "season: [1, 2], ramp: {months: 0}, elasticity: {value: 0.5, reference: deer, reference_cost: $1}"));
  CHECK(said.find("ramp.months") != std::string::npos);
  const std::string more =
      complaints(year_of("season: [1, 2], elasticity: {value: 0.5, reference: deer, reference_cost: $1}"));
  CHECK(more.find("a season has a factor for each of 12 months, January to December, not 2 at "
                  "workload.chat.season") != std::string::npos);
  CHECK(more.find("an elasticity has one of reference and reference_cost") != std::string::npos);
  CHECK(complaints(year_of("elasticity: {value: 0.5, reference: deer}"))
            .find("'deer' is no option of this scenario") != std::string::npos);
  CHECK(complaints(year_of("season: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]")).find("no month of the season") !=
        std::string::npos);
}
