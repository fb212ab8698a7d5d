#include <doctest/doctest.h>

#include "yaml/yaml.h"

using namespace llmtco;

TEST_CASE("a key that is not known is named with its place and the key that was meant") {
  Diagnostics diagnostics;
  const auto root = read_text("workload:\n  volume: 5\n  ouput_tokens: 300\n", "chat.yaml", diagnostics);
  REQUIRE(root);
  {
    Fields fields(*root->find("workload"), diagnostics, "workload");
    CHECK(fields.required("volume"));
    CHECK(!fields.optional("output_tokens"));
  }
  CHECK(diagnostics.rendered() ==
        "chat.yaml:3:3: error: unknown key 'ouput_tokens' in workload; did you mean 'output_tokens'?\n"
        "    ouput_tokens: 300\n"
        "    ^\n");
}

TEST_CASE("a missing key, a key without a value and a value of the wrong kind are errors") {
  Diagnostics diagnostics;
  const auto root = read_text("workload:\n  volume:\noptions: 5\nlist: [1]\n", "f.yaml", diagnostics);
  {
    Fields fields(*root->find("workload"), diagnostics, "workload");
    CHECK(!fields.required("volume"));
    CHECK(!fields.required("input_tokens"));
    CHECK(!fields.optional("growth"));
  }
  Fields(*root->find("options"), diagnostics, "options");
  {
    Fields fields(*root->find("list"), diagnostics, "list");
    CHECK(!fields.required("x"));  // one message about the list is enough
  }
  CHECK(diagnostics.rendered() ==
        "f.yaml:1:1: error: the key 'input_tokens' is missing in workload\n  workload:\n  ^\n"
        "f.yaml:2:3: error: the key 'volume' in workload has no value; give it one or remove it\n    "
        "volume:\n    ^\n"
        "f.yaml:3:10: error: options must be a mapping of keys, found a single value '5'\n  options: 5\n     "
        "      ^\n"
        "f.yaml:4:7: error: list must be a mapping of keys, found a list\n  list: [1]\n        ^\n");
}

TEST_CASE("free names are read once the known keys are taken") {
  Diagnostics diagnostics;
  const auto root = read_text("defaults: 1\ngpt-4o: 2\nmistral: 3\n", "f.yaml", diagnostics);
  Fields fields(*root, diagnostics, "options");
  CHECK(fields.optional("defaults"));
  const auto rest = fields.others();
  REQUIRE(rest.size() == 2);
  CHECK(rest[1].key() == "mistral");
  fields.finish();
  CHECK(!diagnostics.has_errors());
}
