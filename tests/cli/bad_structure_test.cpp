#include <doctest/doctest.h>

#include "bad_inputs.h"

TEST_CASE(
    "mistakes in the structure of a scenario are named where they stand, with what was probably meant") {
  check(std::vector<Mistake>{
      {R"(as_of: 2026-09-23
)",
       "", R"(s.yaml:2:1: error: the key 'as_of' is missing in the scenario
  scenario: A test
  ^
)"},
      {R"(scenario: A test
)",
       "", R"(s.yaml:2:1: error: the key 'scenario' is missing in the scenario
  as_of: 2026-09-23
  ^
)"},
      {"as_of: 2026-09-23", "as_of: 2026-02-30",
       R"(s.yaml:3:8: error: expected a date at as_of, found '2026-02-30'; write a day that exists as YYYY-MM-DD
  as_of: 2026-02-30
         ^
)"},
      {"as_of: 2026-09-23", "as_of: 23.9.2026",
       R"(s.yaml:3:8: error: expected a date at as_of, found '23.9.2026'; write a day that exists as YYYY-MM-DD
  as_of: 23.9.2026
         ^
)"},
      {"as_of: 2026-09-23", "as-of: 2026-09-23",
       R"(s.yaml:3:1: error: unknown key 'as-of' in the scenario; did you mean 'as_of'?
  as-of: 2026-09-23
  ^
)"},
      {"budget", "budgets",
       R"(s.yaml:5:1: error: unknown key 'budgets' in the scenario; did you mean 'budget'?
  budgets: $20k/month
  ^
)"},
      {"budget", "volume", R"(s.yaml:5:1: error: unknown key 'volume' in the scenario
  volume: $20k/month
  ^
)"}});
}

TEST_CASE("horizons and budgets that are none are named where they stand") {
  check(std::vector<Mistake>{
      {"horizon: 12 months", "horizon: 12",
       R"(s.yaml:4:10: error: '12' is a plain number: expected a time such as 300 ms or 12 months at horizon; did you mean '12 months'?
  horizon: 12
           ^
)"},
      {"horizon: 12 months", "horizon: 6 weeks",
       R"(s.yaml:4:10: error: the horizon must be 1 to 120 whole months at horizon
  horizon: 6 weeks
           ^
)"},
      {"horizon: 12 months", "horizon: 11 years",
       R"(s.yaml:4:10: error: the horizon must be 1 to 120 whole months at horizon
  horizon: 11 years
           ^
)"},
      {"horizon: 12 months", "horizon: 10 to 12 months",
       R"(s.yaml:4:10: error: '10 to 12 months' must be a known value here at horizon
  horizon: 10 to 12 months
           ^
)"},
      {"horizon: 12 months", "horizon:",
       R"(s.yaml:4:1: error: the key 'horizon' in the scenario has no value; give it one or remove it
  horizon:
  ^
)"},
      {"budget: $20k/month", "budget: $20k",
       R"(s.yaml:5:9: error: '$20k' counts $: expected a price over time such as $2.49/h or $20k/month at budget; write '$20k/month'
  budget: $20k
          ^
)"},
      {"budget: $20k/month", "budget: [1, 2]",
       R"(s.yaml:5:9: error: expected a price over time such as $2.49/h or $20k/month at budget, found a list
  budget: [1, 2]
          ^
)"}});
}

TEST_CASE("names of a scenario that are no text are named where they stand") {
  check(std::vector<Mistake>{
      {"scenario: A test", "scenario: [A, test]",
       R"(s.yaml:2:11: error: expected a text at scenario, found a list
  scenario: [A, test]
            ^
)"},
      {"scenario: A test", "scenario: \"A\\ttest\"",
       R"(s.yaml:2:11: error: the text 'A\x09test' at scenario has control characters; write it on one line without escapes
  scenario: "A\ttest"
            ^
)"},
      {R"(    input_tokens: 700
)",
       "", R"(s.yaml:15:3: error: the key 'input_tokens' is missing in workload.chat
    chat:
    ^
)"}});
}

TEST_CASE("keys of a workload that are misspelt, or written twice, are named where they stand") {
  check(std::vector<Mistake>{
      {"    input_tokens: 700", "    input_token: 700",
       R"(s.yaml:19:5: error: unknown key 'input_token' in workload.chat; did you mean 'input_tokens'?
      input_token: 700
      ^
)"},
      {"    input_tokens: 700", R"(    input_tokens: 700
    input_tokens: 800)",
       R"(s.yaml:20:5: error: the key 'input_tokens' is there twice, first in line 19; remove or rename one
      input_tokens: 800
      ^
)"},
      {R"(  chat:
)",
       R"(  chat
)",
       R"(s.yaml:16:13: error: this key is indented below a line that already has a value; give it the same indentation as the key it belongs beside
      requests: = demand
              ^
)"},
      {R"(    kind: api
)",
       "",
       R"(s.yaml:24:3: error: options.hosted lacks its kind; it must be one of api, rented, owned, serverless, appliance, split, route, custom
    hosted:
    ^
)"}});
}

TEST_CASE("kinds of option that are not there are named, with what was probably meant") {
  check(std::vector<Mistake>{
      {"    kind: api", "    kind: apis",
       R"(s.yaml:25:11: error: unknown kind 'apis' at options.hosted.kind; did you mean 'api'?
      kind: apis
            ^
)"},
      {"    kind: api", "    kind: lambda",
       R"(s.yaml:25:11: error: unknown kind 'lambda' at options.hosted.kind; it must be one of api, rented, owned, serverless, appliance, split, route, custom
      kind: lambda
            ^
)"},
      {"    kind: api", "    kind: [api]",
       R"(s.yaml:25:11: error: options.hosted lacks its kind; it must be one of api, rented, owned, serverless, appliance, split, route, custom
      kind: [api]
            ^
)"}});
}

TEST_CASE("limits, caches and machines that are incomplete or misspelt are named where they stand") {
  check(std::vector<Mistake>{
      {"{ttft_p95: 2 s}", "{ttft_p90: 2 s}",
       R"(s.yaml:21:11: error: unknown key 'ttft_p90' in workload.chat.slo; did you mean 'ttft_p95'?
      slo: {ttft_p90: 2 s}
            ^
)"},
      {"    cache: {hit_rate: 50%}", "    cache: 50%",
       R"(s.yaml:27:12: error: expected a prompt cache at options.hosted.cache, found a single value '50%'
      cache: 50%
             ^
)"},
      {"    cache: {hit_rate: 50%}", "    cache: {}",
       R"(s.yaml:27:5: error: the key 'hit_rate' is missing in options.hosted.cache
      cache: {}
      ^
)"},
      {"    cache: {hit_rate: 50%}", "    cache: {hit_rate: 50%, life: 2h}",
       R"(s.yaml:27:34: error: unknown life '2h' at options.hosted.cache.life; did you mean '1h'?
      cache: {hit_rate: 50%, life: 2h}
                                   ^
)"},
      {R"(    gpus_per_replica: 1
)",
       R"(    gpus: 1
)",
       R"(s.yaml:35:5: error: unknown key 'gpus' in options.rented; did you mean 'gpus_per_replica'?
      gpus: 1
      ^
)"},
      {R"(    model: llama-3.1-8b
    format: fp8
)",
       R"(    format: fp8
)",
       R"(s.yaml:29:3: error: the key 'model' is missing in options.rented
    rented:
    ^
)"}});
}

TEST_CASE("lists where a mapping is wanted, and mappings where a list is, are named where they stand") {
  check(std::vector<Mistake>{
      {"parts: {hosted: 75%, rented: 25%}", "parts: [hosted, rented]",
       R"(s.yaml:47:12: error: expected a mapping from option names at options.mix.parts, found a list
      parts: [hosted, rented]
             ^
)"},
      {"      - {item: people, kind: staff, cost: $500/month}",
       "      {item: people, kind: staff, cost: $500/month}",
       R"(s.yaml:51:7: error: expected a list at options.bill.lines, found a mapping
        {item: people, kind: staff, cost: $500/month}
        ^
)"},
      {"kind: staff", "kind: people",
       R"(s.yaml:51:30: error: unknown kind 'people' at options.bill.lines.0.kind; it must be one of invoiced, amortized, staff, risk, carbon
        - {item: people, kind: people, cost: $500/month}
                               ^
)"},
      {R"(  hosted:
    kind: api)",
       R"(  "a\x1bb":
    kind: api)",
       R"(s.yaml:24:3: error: the key 'a\x1Bb' has control characters
    "a\x1bb":
    ^
)"},
      {"  - {between: [demand, gpu_hour], spearman: 0.5}", "  {between: [demand, gpu_hour], spearman: 0.5}",
       R"(s.yaml:12:3: error: expected a list at correlations, found a mapping
    {between: [demand, gpu_hour], spearman: 0.5}
    ^
)"}});
}
