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
       R"(--set options.hosted=~: error: option 'hosted' has no value
)"},
      {{"catalog", "show", "openai/gpt-4o", "--format", "json"},
       2,
       R"(llmtco: error: --format json is of list and search; show prints an entry as it is written, in YAML
)"},
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
)"},
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
)"},
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
       R"(s.yaml:12:16: error: 'demand' is no variable that is drawn at correlations.0.between.0
    - {between: [demand, gpu_hour], spearman: 0.5}
                 ^
s.yaml:16:15: error: formula 'demand': the variable 'demand' cannot be read at workload.chat.requests
      requests: = demand
                ^
--set variables.demand== demnd: error: formula 'demnd': unknown variable 'demnd' at variables.demand; did you mean 'demand'?
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

TEST_CASE("commands, flags, ids and files that are not there are named, with what was probably meant") {
  check(std::vector<Usage>{
      {{"run"}, 2, R"(llmtco: error: SCENARIO is required
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "t.yaml"}, 2, R"(llmtco: error: unknown argument 't.yaml'
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--formt", "json"},
       2,
       R"(llmtco: error: unknown flag '--formt'; did you mean '--format'?
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--format", "xml"},
       2,
       R"(llmtco: error: --format: 'xml' is none of table, json, csv, markdown
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--format", "jsn"},
       2,
       R"(llmtco: error: --format: 'jsn' is none of table, json, csv, markdown; did you mean 'json'?
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--draws", "10"},
       2,
       R"(llmtco: error: --draws: '10' is not a whole number from 1024 to 1073741824
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--draws", "lots"},
       2,
       R"(llmtco: error: --draws: 'lots' is not a whole number from 1024 to 1073741824
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--draws", "-5"},
       2,
       R"(llmtco: error: --draws: '-5' is not a whole number from 1024 to 1073741824
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--seed", "-1"},
       2,
       R"(llmtco: error: --seed: '-1' is not a whole number from 0 to 18446744073709551615
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--seed", "x"},
       2,
       R"(llmtco: error: --seed: 'x' is not a whole number from 0 to 18446744073709551615
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--threads", "0"},
       2,
       R"(llmtco: error: --threads: '0' is not a whole number from 1 to 1024
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--sampling", "halton"},
       2,
       R"(llmtco: error: --sampling: 'halton' is none of sobol, plain
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--isa", "neon"}, 2, R"(llmtco: error: --isa: 'neon' is none of scalar, avx2, avx512
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--set"}, 2, R"(llmtco: error: --set: 1 required PATH=VALUE missing
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--format"}, 2, R"(llmtco: error: --format: 1 required NAME missing
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "-x"}, 2, R"(llmtco: error: unknown flag '-x'
See 'llmtco run --help'.
)"},
      {{"what-if", "s.yaml"}, 2, R"(llmtco: error: --set is required
See 'llmtco what-if --help'.
)"},
      {{"rn", "s.yaml"}, 2, R"(llmtco: error: unknown command 'rn'; did you mean 'run'?
See 'llmtco --help'.
)"},
      {{"simulte"}, 2, R"(llmtco: error: unknown command 'simulte'
See 'llmtco --help'.
)"},
      {{"catalog"}, 2, R"(llmtco: error: ACTION is required
See 'llmtco catalog --help'.
)"},
      {{"catalog", "lst"},
       2,
       R"(llmtco: error: ACTION: 'lst' is none of list, show, search; did you mean 'list'?
See 'llmtco catalog --help'.
)"},
      {{"catalog", "list", "model"},
       2,
       R"(llmtco: error: no section 'model' in the catalogue; did you mean 'models'?
)"},
      {{"catalog", "list", "wheels"},
       2,
       R"(llmtco: error: no section 'wheels' in the catalogue; there are accelerators, models, formats, engines, prices, providers, endpoint_speeds, quality, quantization, economics
)"},
      {{"catalog", "show"}, 2, R"(llmtco: error: show what; give an id, such as openai/gpt-4o
)"},
      {{"catalog", "show", "gpt-4o-min"},
       2,
       R"(llmtco: error: the catalogue has no 'gpt-4o-min'; did you mean 'gpt-4o-mini'?
)"},
      {{"catalog", "show", "h100-80-sxn"},
       2,
       R"(llmtco: error: the catalogue has no 'h100-80-sxn'; did you mean 'h100-80-sxm'?
)"},
      {{"catalog", "search"}, 2, R"(llmtco: error: search what; give words, such as llama 70b
)"},
      {{"catalog", "list", "--catalog", "none.yaml"}, 4, R"(llmtco: error: none.yaml: no such file
)"},
      {{"completion"}, 2, R"(llmtco: error: SHELL is required
See 'llmtco completion --help'.
)"},
      {{"completion", "csh"},
       2,
       R"(llmtco: error: SHELL: 'csh' is none of bash, zsh, fish; did you mean 'zsh'?
See 'llmtco completion --help'.
)"},
      {{"init"}, 2, R"(llmtco: error: FILE is required
See 'llmtco init --help'.
)"},
      {{"init", "s.yaml"}, 4, R"(llmtco: error: 's.yaml' is there already; --force replaces it
)"},
      {{"init", "t.yaml", "--from", "suport-agent"},
       2,
       R"(llmtco: error: no shipped scenario 'suport-agent'; did you mean 'support-agent'?
)"},
      {{"init", "t.yaml", "--from", "zzz"},
       2,
       R"(llmtco: error: no shipped scenario 'zzz'; there are article, bulk-classification, code-assistant, cpu-server, rag-search, regulated-summarization, starter, support-agent
)"},
      {{"init", "no/such/t.yaml"},
       4,
       R"(llmtco: error: cannot write 'no/such/t.yaml': No such file or directory
)"},
      {{"validate"}, 2, R"(llmtco: error: SCENARIO is required
See 'llmtco validate --help'.
)"},
      {{"validate", "none.yaml"}, 4, R"(llmtco: error: none.yaml: no such file
)"},
      {{"run", "none.yaml"}, 4, R"(llmtco: error: none.yaml: no such file
)"},
      {{"run", "."}, 4, R"(llmtco: error: .: is a directory, not a file
)"},
      {{"run", "s.yaml", "--set", "as_of=2026-01-01", "-o", "no/such/out.json"},
       4,
       R"(llmtco: error: cannot write 'no/such/out.json': No such file or directory
)"},
      {{"run", "s.yaml", "-o", "."}, 4, R"(llmtco: error: cannot write '.': Is a directory
)"},
      {{"run", "s.yaml", "-o", "/proc/none"},
       4,
       R"(llmtco: error: cannot write '/proc/none': No such file or directory
)"},
      {{"schema", "extra"}, 2, R"(llmtco: error: unknown argument 'extra'
See 'llmtco schema --help'.
)"},
      {{"run", "s.yaml", "--seed", "1", "--seed", "2"},
       2,
       R"(llmtco: error: --seed: At Most 1 required but received 2
See 'llmtco run --help'.
)"},
      {{"--versio"}, 2, R"(llmtco: error: unknown flag '--versio'; did you mean '--version'?
See 'llmtco --help'.
)"}});
}
