#include <doctest/doctest.h>

#include "bad_inputs.h"

TEST_CASE("arguments that are missing or too many, unknown flags and unknown formats are named") {
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
       R"(llmtco: error: --format: 'xml' is none of table, json, csv, markdown, html, focus, xlsx
See 'llmtco run --help'.
)"},
      {{"run", "s.yaml", "--format", "jsn"},
       2,
       R"(llmtco: error: --format: 'jsn' is none of table, json, csv, markdown, html, focus, xlsx; did you mean 'json'?
See 'llmtco run --help'.
)"}});
}

TEST_CASE("draws, seeds, threads and other choices out of their range are refused") {
  check(std::vector<Usage>{
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
)"}});
}

TEST_CASE("flags and commands that are incomplete or misspelt are named, with what was probably meant") {
  check(std::vector<Usage>{
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
      {{"simulte"}, 2, R"(llmtco: error: unknown command 'simulte'; did you mean 'simulate'?
See 'llmtco --help'.
)"}});
}

TEST_CASE("what the catalogue does not hold is named, with what was probably meant") {
  check(std::vector<Usage>{
      {{"catalog"}, 2, R"(llmtco: error: ACTION is required
See 'llmtco catalog --help'.
)"},
      {{"catalog", "lst"},
       2,
       R"(llmtco: error: ACTION: 'lst' is none of list, show, search, check, diff; did you mean 'list'?
See 'llmtco catalog --help'.
)"},
      {{"catalog", "list", "model"},
       2,
       R"(llmtco: error: no section 'model' in the catalogue; did you mean 'models'?
)"},
      {{"catalog", "list", "wheels"},
       2,
       R"(llmtco: error: no section 'wheels' in the catalogue; there are accelerators, models, formats, engines, prices, providers, endpoint_speeds, quality, quantization, economics, tokenizers, answers
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
      {{"catalog", "show", "openai/gpt-4o", "--format", "json"},
       2,
       R"(llmtco: error: --format json is of list and search; show prints an entry as it is written, in YAML
)"},
      {{"catalog", "search"}, 2, R"(llmtco: error: search what; give words, such as llama 70b
)"},
      {{"catalog", "list", "--catalog", "none.yaml"}, 4, R"(llmtco: error: none.yaml: no such file
)"}});
}

TEST_CASE("files to be made or completed that cannot be are named") {
  check(std::vector<Usage>{
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
       R"(llmtco: error: no shipped scenario 'zzz'; there are article, bulk-classification, code-assistant, contextual-retrieval, cpu-server, rag-search, regulated-summarization, router-support, starter, support-agent
)"},
      {{"init", "no/such/t.yaml"},
       4,
       R"(llmtco: error: cannot write 'no/such/t.yaml': No such file or directory
)"}});
}

TEST_CASE("scenario files that are missing or no file, and results that cannot be written, are named") {
  check(
      std::vector<Usage>{{{"validate"}, 2, R"(llmtco: error: SCENARIO is required
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
                         {{"run", "s.yaml", "-o", "/proc/none.json"},
                          4,
                          R"(llmtco: error: cannot write '/proc/none.json': No such file or directory
)"}});
}

TEST_CASE("arguments too many and flags given twice are refused") {
  check(std::vector<Usage>{
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
