#include <doctest/doctest.h>

#include "bad_inputs.h"

TEST_CASE("overrides that cannot be applied are named, with what was probably meant") {
  check(std::vector<Usage>{
      {{"run", "s.yaml", "--set", "workload.chat.requests"},
       2,
       R"(--set workload.chat.requests: error: expected path=value; write it like workload.chat.requests=10M/month
)"},
      {{"run", "s.yaml", "--set", "=5"},
       2,
       R"(--set =5: error: expected path=value; write it like workload.chat.requests=10M/month
)"},
      {{"run", "s.yaml", "--set", "workload.chat.requests="},
       2,
       R"(--set workload.chat.requests=: error: the key 'requests' in workload.chat has no value; give it one or remove it
)"},
      {{"run", "s.yaml", "--set", "workload.chat.requests=10M"},
       2,
       R"(--set workload.chat.requests=10M: error: '10M' is a plain number: expected a rate such as 10M/month at workload.chat.requests
)"},
      {{"run", "s.yaml", "--set", "workload.chat.request=10M/month"},
       2,
       R"(--set workload.chat.request=10M/month: error: unknown key 'request' in workload.chat; did you mean 'requests'?
)"},
      {{"run", "s.yaml", "--set", "workload.chta.requests=10M/month"},
       2,
       R"(--set workload.chta.requests=10M/month: error: the key 'input_tokens' is missing in workload.chta
--set workload.chta.requests=10M/month: error: the key 'output_tokens' is missing in workload.chta
--set workload.chta.requests=10M/month: error: this adds the request class 'chta'; did you mean 'chat'?
)"},
      {{"run", "s.yaml", "--set", "variables.demnad=3M/month"},
       2,
       R"(--set variables.demnad=3M/month: error: no formula uses the variable 'demnad'; did you mean 'demand'?
)"},
      {{"run", "s.yaml", "--set", "options.hosted=~"},
       2,
       R"(s.yaml:47:13: error: 'hosted' is no option of this scenario at options.mix.parts.hosted
      parts: {hosted: 75%, rented: 25%}
              ^
)"}});
}

TEST_CASE("overrides of what is no mapping, or beyond a list, are named") {
  check(std::vector<Usage>{
      {{"run", "s.yaml", "--set", "workload.chat.requests.x=5"},
       2,
       R"(--set workload.chat.requests.x=5: error: workload.chat.requests is the single value '= demand'
)"},
      {{"run", "s.yaml", "--set", "option.hosted.tier=batch"},
       2,
       R"(--set option.hosted.tier=batch: error: unknown key 'option' in the scenario; did you mean 'options'?
)"},
      {{"run", "s.yaml", "--set", "options.bill.lines.1.cost=$5/month"},
       2,
       R"(--set options.bill.lines.1.cost=$5/month: error: options.bill.lines is a list of 1 elements, '1' is not one of them; use 0 to 0
)"},
      {{"run", "s.yaml", "--set", "options.bill.lines.first.cost=$5/month"},
       2,
       R"(--set options.bill.lines.first.cost=$5/month: error: options.bill.lines is a list of 1 elements, 'first' is not one of them; use 0 to 0
)"},
      {{"run", "s.yaml", "--set", "workload..requests=5"},
       2,
       R"(--set workload..requests=5: error: the path 'workload..requests' is not keys joined by dots; write it like options.gpt-4o.discount=10%
)"},
      {{"run", "s.yaml", "--set", "workload.chat.=5"},
       2,
       R"(--set workload.chat.=5: error: the path 'workload.chat.' is not keys joined by dots; write it like options.gpt-4o.discount=10%
)"}});
}

TEST_CASE("overrides whose value cannot be are named as in a file") {
  check(std::vector<Usage>{
      {{"run", "s.yaml", "--set", "workload.chat.input_tokens=[1"},
       2,
       R"(--set workload.chat.input_tokens=[1: error: the list opened here is not closed; add the ']'
)"},
      {{"run", "s.yaml", "--set", "workload.chat.input_tokens={uniform: {low: 5}}"},
       2,
       R"(--set workload.chat.input_tokens={uniform: {low: 5}}: error: the key 'high' is missing in workload.chat.input_tokens.uniform
)"},
      {{"run", "s.yaml", "--set", "options.hosted.cache={hit_rate: 2}"},
       2,
       R"(--set options.hosted.cache={hit_rate: 2}: error: '2' is out of range: it must be from 0 to 1 at options.hosted.cache.hit_rate; did you mean '2%'?
)"},
      {{"run", "s.yaml", "--set", "options.hosted.kind=owned"},
       2,
       R"(s.yaml:24:3: error: the key 'model' is missing in options.hosted
    hosted:
    ^
s.yaml:24:3: error: the key 'format' is missing in options.hosted
    hosted:
    ^
s.yaml:24:3: error: the key 'engine' is missing in options.hosted
    hosted:
    ^
s.yaml:24:3: error: the key 'accelerator' is missing in options.hosted
    hosted:
    ^
s.yaml:24:3: error: the key 'gpus_per_replica' is missing in options.hosted
    hosted:
    ^
s.yaml:24:3: error: the key 'life' is missing in options.hosted
    hosted:
    ^
s.yaml:26:5: error: unknown key 'endpoint' in options.hosted
      endpoint: openai/gpt-4o-mini
      ^
)"}});
}

TEST_CASE("overrides of dates, names and formulas that cannot be are named") {
  check(std::vector<Usage>{
      {{"run", "s.yaml", "--set", "as_of=tomorrow"},
       2,
       R"(--set as_of=tomorrow: error: expected a date at as_of, found 'tomorrow'; write a day that exists as YYYY-MM-DD
)"},
      {{"run", "s.yaml", "--set", "options.\"a.b.kind=api"},
       2,
       R"(--set options."a.b.kind=api: error: expected path=value; write it like workload.chat.requests=10M/month
)"},
      {{"run", "s.yaml", "--set", "variables.demand== demnd"},
       2,
       R"(--set variables.demand== demnd: error: formula 'demnd': unknown variable 'demnd' at variables.demand; did you mean 'demand'?
)"},
      {{"run", "s.yaml", "--set", "budget=20k"},
       2,
       R"(--set budget=20k: error: '20k' is a plain number: expected a price over time such as $2.49/h or $20k/month at budget
)"},
      {{"run", "s.yaml", "--set", "a=1", "--set", "b=2"},
       2,
       R"(--set a=1: error: unknown key 'a' in the scenario
--set b=2: error: unknown key 'b' in the scenario
)"}});
}
