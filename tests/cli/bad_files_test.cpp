#include <doctest/doctest.h>

#include "bad_inputs.h"

TEST_CASE("samples that cannot be read are told with the place that names them") {
  check(std::vector<FileMistake>{
      {{"input_tokens: 700", "input_tokens: {sample: {file: t.csv, column: tokens}}",
        R"(llmtco: error: ./t.csv: no such file; it is named in s.yaml:19:28 at workload.chat.input_tokens.sample
)"},
       4,
       {}},
      {{"input_tokens: 700", "input_tokens: {sample: {file: t.csv, column: token}}",
        R"(s.yaml:19:28: error: ./t.csv: no column 'token' at workload.chat.input_tokens.sample; did you mean 'tokens'?
      input_tokens: {sample: {file: t.csv, column: token}}
                             ^
)"},
       2,
       {{"t.csv", R"(id,tokens
1,500
)"}}},
      {{"input_tokens: 700", "input_tokens: {sample: {file: t.csv, column: tokens}}",
        R"(s.yaml:19:28: error: ./t.csv: line 2: the cell is no number at workload.chat.input_tokens.sample
      input_tokens: {sample: {file: t.csv, column: tokens}}
                             ^
)"},
       2,
       {{"t.csv", R"(id,tokens
1,five
)"}}},
      {{"input_tokens: 700", "input_tokens: {sample: {file: t.csv, column: tokens}}",
        R"(s.yaml:19:28: error: ./t.csv: line 2: 1 field, but the header names 2 columns at workload.chat.input_tokens.sample
      input_tokens: {sample: {file: t.csv, column: tokens}}
                             ^
)"},
       2,
       {{"t.csv", R"(id,tokens
1
)"}}},
      {{"input_tokens: 700", "input_tokens: {sample: {file: t.csv, column: tokens}}",
        R"(s.yaml:19:28: error: ./t.csv: no values in column 'tokens' at workload.chat.input_tokens.sample
      input_tokens: {sample: {file: t.csv, column: tokens}}
                             ^
)"},
       2,
       {{"t.csv", R"(id,tokens
)"}}},
      {{"input_tokens: 700", "input_tokens: {sample: {file: t.csv, column: tokens}}",
        R"(s.yaml:19:28: error: ./t.csv: the file has no line of column names at workload.chat.input_tokens.sample
      input_tokens: {sample: {file: t.csv, column: tokens}}
                             ^
)"},
       2,
       {{"t.csv", ""}}},
      {{"input_tokens: 700", "input_tokens: {sample: {file: t.csv, column: tokens}}",
        R"(s.yaml:19:28: error: the sample has a length of -500, and the least is 0 at workload.chat.input_tokens.sample
      input_tokens: {sample: {file: t.csv, column: tokens}}
                             ^
)"},
       2,
       {{"t.csv", R"(id,tokens
1,-500
)"}}},
      {{"input_tokens: 700", "input_tokens: {sample: {file: t.csv, column: tokens}}",
        R"(s.yaml:19:28: error: ./t.csv: line 5: the cell is empty at workload.chat.input_tokens.sample
      input_tokens: {sample: {file: t.csv, column: tokens}}
                             ^
)"},
       2,
       {{"t.csv", R"(# c
id,tokens
1,500

2,
)"}}}});
}

TEST_CASE("units of a column that do not fit are refused where the scenario names them") {
  check(std::vector<FileMistake>{
      {{"input_tokens: 700", "input_tokens: {empirical: {file: t.csv, column: x, unit: ms}}",
        R"(s.yaml:19:62: error: 'ms' is no unit for a number of tokens such as 700 at workload.chat.input_tokens.empirical
      input_tokens: {empirical: {file: t.csv, column: x, unit: ms}}
                                                               ^
)"},
       2,
       {{"t.csv", R"(x
1
2
)"}}},
      {{"input_tokens: 700", "input_tokens: {empirical: {file: t.csv, column: x, unit: tokns}}",
        R"(s.yaml:19:62: error: 'tokns' is no unit for a number of tokens such as 700 at workload.chat.input_tokens.empirical; did you mean 'tokens'?
      input_tokens: {empirical: {file: t.csv, column: x, unit: tokns}}
                                                               ^
)"},
       2,
       {{"t.csv", R"(x
1
2
)"}}},
      {{"input_tokens: 700", "input_tokens: {empirical: {file: t.csv, column: x}}",
        R"(s.yaml:19:19: error: most of the distribution is out of range: it must not be negative at workload.chat.input_tokens
      input_tokens: {empirical: {file: t.csv, column: x}}
                    ^
)"},
       2,
       {{"t.csv", R"(x
-1
-2
)"}}}});
}

TEST_CASE("overlays that are missing or no overlay are refused") {
  check(std::vector<FileMistake>{
      {{"budget: $20k/month", "catalog: [o.yaml]",
        R"(llmtco: error: ./o.yaml: no such file; it is named in s.yaml:5:11 at catalog.0
)"},
       4,
       {}},
      {{"budget: $20k/month", "catalog: [o.yaml]",
        R"(./o.yaml:1:9: error: expected a mapping of entries at prices, found a single value '5'
  prices: 5
          ^
)"},
       2,
       {{"o.yaml", R"(prices: 5
)"}}},
      {{"budget: $20k/month", "catalog: [o.yaml]",
        R"(./o.yaml:1:1: error: unknown section 'price' in the overlay; did you mean 'prices'?
  price:
  ^
)"},
       2,
       {{"o.yaml", R"(price:
  a/b: {}
)"}}},
      {{"budget: $20k/month", "catalog: [o.yaml]",
        R"(./o.yaml:7:17: error: expected $/tokens at prices.acme/x.prices.0.input, found '$1' in $
        - {input: $1, output: $2/Mtok}
                  ^
)"},
       2,
       {{"o.yaml", R"(prices:
  acme/x:
    name: X
    source: letter
    as_of: 2026-01-01
    prices:
      - {input: $1, output: $2/Mtok}
)"}}}});
}

TEST_CASE("prices of an overlay without a source or a price are refused where they stand in it") {
  check(std::vector<FileMistake>{{{"budget: $20k/month", "catalog: [o.yaml]",
                                   R"(./o.yaml:2:3: error: the key 'source' is missing in price list 'acme/x'
    acme/x:
    ^
)"},
                                  2,
                                  {{"o.yaml", R"(prices:
  acme/x:
    name: X
    as_of: 2026-01-01
    prices:
      - {input: $1/Mtok, output: $2/Mtok}
)"}}},
                                 {{"budget: $20k/month", "catalog: [o.yaml]",
                                   R"(./o.yaml:7:9: error: the key 'output' is missing in a price of 'acme/x'
        - {input: $1/Mtok, ouput: $2/Mtok}
          ^
./o.yaml:7:26: error: unknown key 'ouput' in a price of 'acme/x'; did you mean 'output'?
        - {input: $1/Mtok, ouput: $2/Mtok}
                           ^
)"},
                                  2,
                                  {{"o.yaml", R"(prices:
  acme/x:
    name: X
    source: letter
    as_of: 2026-01-01
    prices:
      - {input: $1/Mtok, ouput: $2/Mtok}
)"}}}});
}

TEST_CASE("models of an overlay without what a model needs are refused where they stand in it") {
  check(std::vector<FileMistake>{{{"budget: $20k/month", "catalog: [o.yaml]",
                                   R"(./o.yaml:2:3: error: the key 'hidden' is missing in model 'mine'
    mine:
    ^
./o.yaml:2:3: error: the key 'heads' is missing in model 'mine'
    mine:
    ^
./o.yaml:2:3: error: the key 'kv_heads' is missing in model 'mine'
    mine:
    ^
./o.yaml:2:3: error: the key 'head_dim' is missing in model 'mine'
    mine:
    ^
./o.yaml:2:3: error: the key 'ffn' is missing in model 'mine'
    mine:
    ^
./o.yaml:2:3: error: the key 'vocabulary' is missing in model 'mine'
    mine:
    ^
./o.yaml:2:3: error: the key 'tied_embeddings' is missing in model 'mine'
    mine:
    ^
./o.yaml:2:3: error: the key 'attention' is missing in model 'mine'
    mine:
    ^
./o.yaml:2:3: error: the key 'precision' is missing in model 'mine'
    mine:
    ^
./o.yaml:2:3: error: the key 'context' is missing in model 'mine'
    mine:
    ^
./o.yaml:2:3: error: the key 'released' is missing in model 'mine'
    mine:
    ^
./o.yaml:6:13: error: expected a whole number, found 'many' at models.mine.layers
      layers: many
              ^
)"},
                                  2,
                                  {{"o.yaml", R"(models:
  mine:
    name: Mine
    source: me
    as_of: 2026-01
    layers: many
)"}}}});
}

TEST_CASE("accelerators of an overlay with wrong units or dates are refused where they stand in it") {
  check(std::vector<FileMistake>{{{"budget: $20k/month", "catalog: [o.yaml]",
                                   R"(./o.yaml:2:3: error: the key 'vendor' is missing in accelerator 'mine'
    mine:
    ^
./o.yaml:2:3: error: the key 'kind' is missing in accelerator 'mine'
    mine:
    ^
./o.yaml:6:13: error: unknown unit 'GH' in '80 GH' at accelerators.mine.memory; did you mean 'GB'?
      memory: 80 GH
              ^
)"},
                                  2,
                                  {{"o.yaml", R"(accelerators:
  mine:
    name: Mine
    source: me
    as_of: 2026-01
    memory: 80 GH
)"}}},
                                 {{"budget: $20k/month", "catalog: [o.yaml]",
                                   R"(./o.yaml:2:3: error: the key 'vendor' is missing in accelerator 'mine'
    mine:
    ^
./o.yaml:2:3: error: the key 'kind' is missing in accelerator 'mine'
    mine:
    ^
./o.yaml:5:12: error: expected a date at accelerators.mine.as_of, found '2026-01-45'; write YYYY-MM-DD, YYYY-MM, YYYY or unknown
      as_of: 2026-01-45
             ^
./o.yaml:7:16: error: expected bytes/s at accelerators.mine.bandwidth, found '3 TB' in bytes
      bandwidth: 3 TB
                 ^
)"},
                                  2,
                                  {{"o.yaml", R"(accelerators:
  mine:
    name: Mine
    source: me
    as_of: 2026-01-45
    memory: 80 GB
    bandwidth: 3 TB
)"}}}});
}

TEST_CASE("overlays are named by a list") {
  check(std::vector<FileMistake>{
      {{"budget: $20k/month", "catalog: o.yaml",
        R"(s.yaml:5:10: error: expected a list at catalog, found a single value 'o.yaml'
  catalog: o.yaml
           ^
)"},
       2,
       {}}});
}
