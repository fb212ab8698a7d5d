#include <doctest/doctest.h>

#include "yaml/yaml.h"

using namespace llmtco;

namespace {

Node parsed(const std::string& text) {
  Diagnostics diagnostics;
  const auto root = read_text(text, "f.yaml", diagnostics);
  REQUIRE_MESSAGE(!diagnostics.has_errors(), diagnostics.rendered());
  return *root;
}

/// Equal in kinds, keys, texts and quotes, whatever the places.
bool alike(const Node& a, const Node& b) {
  const auto left = a.children(), right = b.children();
  bool same =
      a.kind() == b.kind() && a.text() == b.text() && a.key() == b.key() && left.size() == right.size();
  for (std::size_t i = 0; same && i < left.size(); ++i) same = alike(left[i], right[i]);
  return same;
}

}  // namespace

TEST_CASE("what is written reads back as the same tree") {
  const char* texts[] = {
      "a: 1\nb: [x, [y, {c: d}], {}, []]\n",
      "a: \"1\"\nb: 'it''s'\nc: \"a: b\"\nd: \"# no comment\"\ne:\nf: \"\"\n",
      "\"key: odd\": \"\\x07\\n\\t\\\\\"\n\"-\": \"- x\"\n\"null\": \"~\"\n",
      "price: $2.49/h\nshare: 45%\nrange: 8M to 12M\nname: C++ & more\nneg: -5\n",
      "- a\n- b: |\n    two\n    lines\n- - 1\n  - 2\n",
      "just text\n",
  };
  for (const char* text : texts) {
    CAPTURE(text);
    const Node root = parsed(text);
    CHECK(alike(root, parsed(written(root))));
  }
}

TEST_CASE("written YAML is plain where it can be") {
  CHECK(written(parsed("a: {b: [1, '2'], c: $3/h}\n")) == "a:\n  b:\n    - 1\n    - \"2\"\n  c: $3/h\n");
  CHECK(written(*parsed("a: {b: x}\n").find("a")) == "a:\n  b: x\n");
}

TEST_CASE("a mapping takes over the keys that it lacks, and keeps its own with their places") {
  const Node own = parsed("a: 1\nb: 2\n"), base = parsed("\n\nb: 20\nc: 30\nd: 40\n");
  const Node both = own.with_defaults(base, {"d"});
  CHECK(written(both) == "a: 1\nb: 2\nc: 30\n");
  CHECK(to_text(both.find("c")->location()) == "f.yaml:4:4");
  CHECK(written(both.without("b")) == "a: 1\nc: 30\n");
  CHECK(written(own) == "a: 1\nb: 2\n");
}
