#include <doctest/doctest.h>

#include <fmt/format.h>

#include "calibrations.h"
#include "grammar_walk.h"
#include "reading.h"
#include "scenario/distribution_forms.h"

using namespace llmtco;

namespace {

/// Two letters swapped, not the first ones and not two of a kind; a letter doubled where there is nothing to
/// swap.
std::string mistyped(std::string word) {
  for (std::size_t i = word.size() - 1; i > 1; --i) {
    if (word[i] == word[i - 1]) continue;
    std::swap(word[i], word[i - 1]);
    return word;
  }
  return word + word.back();
}

const char* const text = R"(scenario: A test
as_of: 2026-09-23
workload:
  chat: {requests: 1M/month, input_tokens: {mean: 700}, output_tokens: {mean: 300}, agent: {calls: 2}, slo: {ttft_p95: 2 s}}
variables: {a: 1 to 2, b: 1 to 2}
correlations: [{between: [a, b], spearman: 0.5}]
options:
  api: {kind: api, endpoint: openai/gpt-4o, cache: {hit_rate: 50%}, speed: {ttft: 1 s, tokens_per_second: 60 tokens/s}, price: {input: $1/Mtok, output: $2/Mtok}, other_costs: [{item: x, kind: staff, cost: $1/month}]}
  rented: {kind: rented, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, gpus_per_replica: 1, cache: {hit_rate: 50%}, calibration: {file: c.json, use: form}, other_costs: [{item: x, kind: staff, cost: $1/month}]}
  owned: {kind: owned, model: llama-3.1-8b, format: fp8, engine: vllm, accelerator: h100-80-sxm, gpus_per_replica: 1, life: 3 years, cache: {hit_rate: 50%}, calibration: {file: c.json, use: form}, other_costs: [{item: x, kind: staff, cost: $1/month}]}
  split: {kind: split, parts: {api: 50%, rented: 50%}, other_costs: [{item: x, kind: staff, cost: $1/month}]}
  custom: {kind: custom, lines: [{item: x, kind: staff, cost: $1/month}], speed: {ttft: 1 s, tokens_per_second: 60 tokens/s}, other_costs: [{item: x, kind: staff, cost: $1/month}]}
)";

/// What is wrong with `text` under overrides, its calibration file beside it.
std::string said(const std::vector<std::string>& overrides = {}) {
  static const Folder folder;
  folder.write("c.json", calibration_json(cpu_calibration()));
  return complaints(text, overrides, folder.path());
}

/// The path in `text` of a way through the grammar: options.*(api).cache is options.api.cache.
std::string path_of(std::string way) {
  const auto replace = [&](const std::string& what, const std::string& by) {
    for (std::size_t at = way.find(what); at != std::string::npos; at = way.find(what))
      way.replace(at, what.size(), by);
  };
  for (const char* kind : {"api", "rented", "owned", "split", "custom"})
    replace(fmt::format("*({})", kind), kind);
  replace("workload.*", "workload.chat");
  replace("#", "0");
  return way;
}

}  // namespace

TEST_CASE("the scenario with every mapping of the grammar is a good one") { CHECK(said() == ""); }

TEST_CASE("every key of the grammar with two letters swapped is known for what it is") {
  const std::vector<GrammarKey> keys = grammar_keys();
  CHECK(keys.size() > 150);
  for (const GrammarKey& key : keys) {
    const std::string wrong = mistyped(key.key);
    if (key.way.find("sample.") != std::string::npos)
      continue;  // beside a mean there is no sample; tested below
    CAPTURE(key.way);
    const std::string path = path_of(key.way), parent = path.substr(0, path.size() - key.key.size());
    const std::string where = parent.empty() ? "the scenario" : parent.substr(0, parent.size() - 1);
    // The wrong key stands beside the right one: that is the only mistake.
    const std::string expected = fmt::format(
        "--set {0}{1}=x: unknown key '{1}' in {2}; did you mean '{3}'?\n", parent, wrong, where, key.key);
    CHECK(said({parent + wrong + "=x"}) == expected);
  }
}

TEST_CASE("keys of a sample with two letters swapped are known for what they are") {
  for (const char* key : {"file", "column"}) {
    const std::string found =
        said({"workload.chat.input_tokens={sample: {file: a, column: b, " + mistyped(key) + ": x}}"});
    CHECK(
        found.find(fmt::format("unknown key '{}' in workload.chat.input_tokens.sample; did you mean '{}'?\n",
                               mistyped(key), key)) != std::string::npos);
  }
}

TEST_CASE("distributions and their parameters with two letters swapped are known for what they are") {
  for (const auto& form : distribution_forms(NumberForm{})) {
    const auto& name = form.first;
    const auto& fields = form.second;
    CAPTURE(name);
    const std::string found =
        said({fmt::format("workload.chat.input_tokens={{{}: {{x: 1}}}}", mistyped(name))});
    CHECK(found.find(fmt::format("found a mapping at workload.chat.input_tokens; did you mean '{}'?\n",
                                 name)) != std::string::npos);
    for (const Field& field : fields.fields) {
      if (field.key.size() < 3) continue;  // sd, of: too short to tell
      const std::string wrong = mistyped(field.key);
      const std::string parameter =
          said({fmt::format("workload.chat.input_tokens={{{}: {{{}: 1}}}}", name, wrong)});
      CHECK(parameter.find(
                fmt::format("unknown key '{}' in workload.chat.input_tokens.{}; did you mean '{}'?\n", wrong,
                            name, field.key)) != std::string::npos);
    }
  }
}

TEST_CASE("choices with two letters swapped are known for what they are") {
  struct Row {
    const char *path, *value;
  };
  for (const Row row :
       {Row{"options.api.kind", "api"}, Row{"options.api.cache.life", "5m"},
        Row{"options.rented.kv_format", "fp16"}, Row{"options.rented.scaling", "follow_load"},
        Row{"options.rented.calibration.use", "absolute"}, Row{"options.api.other_costs.0.kind", "invoiced"},
        Row{"options.api.other_costs.0.behaviour", "energy"},
        Row{"options.api.other_costs.0.tokens", "output"}}) {
    CAPTURE(row.path);
    const std::string wrong = mistyped(row.value);
    CHECK(said({fmt::format("{}={}", row.path, wrong)})
              .find(fmt::format("{} at {}; did you mean '{}'?\n", "'" + wrong + "'", row.path, row.value)) !=
          std::string::npos);
  }
}

TEST_CASE(
    "ids of the catalogue and names of the scenario with two letters swapped are known for what they are") {
  struct Row {
    const char *path, *value;
  };
  for (const Row row :
       {Row{"options.rented.model", "llama-3.1-8b"}, Row{"options.rented.format", "awq-4bit-g128"},
        Row{"options.rented.engine", "vllm"}, Row{"options.rented.accelerator", "h100-80-sxm"}}) {
    CAPTURE(row.path);
    const std::string wrong = mistyped(row.value);
    CHECK(
        said({fmt::format("{}={}", row.path, wrong)}).find(fmt::format("did you mean '{}'?\n", row.value)) !=
        std::string::npos);
  }
  CHECK(said({"options.split.parts={aip: 50%, rented: 50%}"}) ==
        "--set options.split.parts={aip: 50%, rented: 50%}: 'aip' is no option of this scenario at "
        "options.split.parts.aip; did you mean 'api'?\n");
  CHECK(said({"workload.chta.requests=2M/month"}) ==
        "--set workload.chta.requests=2M/month: the key 'input_tokens' is missing in workload.chta\n"
        "--set workload.chta.requests=2M/month: the key 'output_tokens' is missing in workload.chta\n"
        "--set workload.chta.requests=2M/month: this adds the request class 'chta'; did you mean 'chat'?\n");
}
