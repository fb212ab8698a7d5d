#include <doctest/doctest.h>

#include <fmt/format.h>

#include "every_mapping.h"
#include "grammar_walk.h"
#include "scenario/distribution_forms.h"
#include "walk.h"

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

}  // namespace

TEST_CASE("the scenario with every mapping of the grammar is a good one") {
  CHECK(said_of_every_mapping() == "");
}

TEST_CASE("every key of the grammar with two letters swapped is known for what it is") {
  const std::vector<GrammarKey> keys = grammar_keys();
  CHECK(keys.size() > 150);
  Walk walk;
  for (const GrammarKey& key : keys) {
    if (!walk.takes_next()) continue;
    const std::string wrong = mistyped(key.key);
    if (key.way.find("sample.") != std::string::npos)
      continue;  // beside a mean there is no sample; tested below
    CAPTURE(key.way);
    const std::string path = path_of(key.way), parent = path.substr(0, path.size() - key.key.size());
    const std::string where = parent.empty() ? "the scenario" : parent.substr(0, parent.size() - 1);
    // The wrong key stands beside the right one, or in its place.
    const std::string expected = fmt::format(
        "--set {0}{1}=x: unknown key '{1}' in {2}; did you mean '{3}'?\n", parent, wrong, where, key.key);
    // The value may be a mistake of its own.
    const std::string said = said_of_every_mapping({parent + wrong + "=x"});
    CHECK_MESSAGE(said.find(expected) != std::string::npos, said);
    CHECK(said.find("unknown key") == said.rfind("unknown key"));
  }
}

TEST_CASE("keys of a sample with two letters swapped are known for what they are") {
  for (const char* key : {"file", "column"}) {
    const std::string found = said_of_every_mapping(
        {"workload.chat.input_tokens={sample: {file: a, column: b, " + mistyped(key) + ": x}}"});
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
        said_of_every_mapping({fmt::format("workload.chat.input_tokens={{{}: {{x: 1}}}}", mistyped(name))});
    CHECK(found.find(fmt::format("found a mapping at workload.chat.input_tokens; did you mean '{}'?\n",
                                 name)) != std::string::npos);
    for (const Field& field : fields.fields) {
      if (field.key.size() < 3) continue;  // sd, of: too short to tell
      const std::string wrong = mistyped(field.key);
      const std::string parameter =
          said_of_every_mapping({fmt::format("workload.chat.input_tokens={{{}: {{{}: 1}}}}", name, wrong)});
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
    CHECK(said_of_every_mapping({fmt::format("{}={}", row.path, wrong)})
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
    CHECK(said_of_every_mapping({fmt::format("{}={}", row.path, wrong)})
              .find(fmt::format("did you mean '{}'?\n", row.value)) != std::string::npos);
  }
  CHECK(said_of_every_mapping({"options.split.parts={aip: 50%, rented: 50%}"}) ==
        "--set options.split.parts={aip: 50%, rented: 50%}: 'aip' is no option of this scenario at "
        "options.split.parts.aip; did you mean 'api'?\n");
  CHECK(said_of_every_mapping({"workload.chta.requests=2M/month"}) ==
        "--set workload.chta.requests=2M/month: the key 'input_tokens' is missing in workload.chta\n"
        "--set workload.chta.requests=2M/month: the key 'output_tokens' is missing in workload.chta\n"
        "--set workload.chta.requests=2M/month: this adds the request class 'chta'; did you mean 'chat'?\n");
}
