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
