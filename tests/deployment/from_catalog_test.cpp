#include "deployment/from_catalog.h"

#include <doctest/doctest.h>

#include <cmath>

#include "demands.h"
#include "deployment/each_input.h"
#include "deployment/evaluate.h"
#include "text/diagnostics.h"

using namespace llmtco;

TEST_CASE("an endpoint of the price book costs what the book says on that day") {
  const Catalog catalog;
  Variables variables;
  const Option option = api(catalog, "openai/gpt-4o", {2026, 9, 23}, variables);
  REQUIRE(variables.drawn().size() == 2);  // its day of output and of TTFT, on which the bill does not depend
  CHECK(variables.names().size() == 1);    // slow days are slow in both
  const Block block(variables.graph().evaluate({Column(1.0), Column(1.0)}));
  // 10 M requests of 667 tokens at $2.50 a million and 333 at $10: $16,675 + $33,300.
  const auto all = evaluate({option}, demand_of({requests(10e6, 667, 333)}), block);
  CHECK(dollars(all[0].bill, "input tokens") == doctest::Approx(16'675));
  CHECK(dollars(all[0].bill, "output tokens") == doctest::Approx(33'300));
  CHECK(option.kind == "api");
}

TEST_CASE(
    "percentiles over requests are of one day, and which day it is is drawn between the daily medians") {
  EndpointSpeed speed;
  speed.id = "x";
  speed.kind = "measured";
  speed.output_typical = 65.0 * token / second;
  speed.output = {40.0 * token / second, 90.0 * token / second};
  speed.output_days = {50.0 * token / second, 80.0 * token / second};
  speed.ttft_p50 = 1.0 * second;
  speed.ttft_p95 = 3.0 * second;
  Variables variables;
  const StreamSpeed stream = book_speed(speed, variables);
  CHECK(stream.output.constant.base_units() == 65);
  CHECK(stream.output_p5->constant.base_units() == 40);
  REQUIRE(variables.drawn().size() == 2);
  // The 10th percentile, sqrt(50 x 80) / 65 exp(-1.28155 sigma), is 50 / 65.
  const auto day = std::get<distributions::Lognormal>(variables.drawn()[0].distribution.kind);
  CHECK(day.median == doctest::Approx(0.97300).epsilon(1e-4));
  CHECK(day.median * std::exp(-1.2815516 * day.sigma) == doctest::Approx(50.0 / 65));
  // Nobody has told the days of TTFT: 1.32 between its 10th and 90th percentile, around what was measured.
  const auto usual = std::get<distributions::Lognormal>(variables.drawn()[1].distribution.kind);
  CHECK(usual.median == doctest::Approx(1));
  CHECK(std::exp(2 * 1.2815516 * usual.sigma) == doctest::Approx(1.32));
  // What a seller claims is taken as it is.
  speed.kind = "claim";
  Variables none;
  CHECK_FALSE(book_speed(speed, none).output_day);
  CHECK(none.drawn().empty());
}

TEST_CASE(
    "a fleet from the catalogue brings the uncertainty of its speed, shared by accelerator and engine") {
  const Catalog catalog;
  Variables variables;
  const Fleet one = fleet(catalog, {"llama-3.3-70b", "fp8", "vllm", "h100-80-sxm", 2}, variables);
  CHECK(one.gpus() == 2);
  REQUIRE(one.speed.size() == speed_variable_count);
  CHECK(variables.drawn().size() == speed_variable_count + 1);  // and one of memory
  CHECK_FALSE(one.memory.is_known());
  for (const Uncertain<double>& factor : one.speed) {
    CHECK_FALSE(factor.is_known());
    CHECK(variables.origin(factor.origin).kind == Origin::Kind::catalogue);
  }
  // Another model on the same cards and engine: two of the six variables are of the placement itself.
  const Fleet other = fleet(catalog, {"llama-3.1-8b", "fp8", "vllm", "h100-80-sxm", 1}, variables);
  CHECK(variables.drawn().size() == speed_variable_count + 1 + 2);
  CHECK(other.speed[0].node == one.speed[0].node);
  CHECK(other.memory.node == one.memory.node);
}

TEST_CASE("a name the catalogue has not is refused with the name that was meant, all wrong names at once") {
  const Catalog catalog;
  Variables variables;
  CHECK_THROWS_WITH_AS(api(catalog, "openai/gpt-4oo", {2026, 9, 23}, variables),
                       doctest::Contains("did you mean 'openai/gpt-4o'?"), InputError);
  CHECK_THROWS_WITH_AS(fleet(catalog, {"lama-3.3-70b", "fp88", "vllm", "h100-80-sxm", 2}, variables),
                       doctest::Contains("did you mean 'llama-3.3-70b'?"), InputError);
  CHECK_THROWS_WITH_AS(fleet(catalog, {"lama-3.3-70b", "fp88", "vllm", "h100-80-sxm", 2}, variables),
                       doctest::Contains("fp88"), InputError);
}
