#include <doctest/doctest.h>

#include "yaml/yaml.h"

using namespace llmtco;

namespace {

Node tree(const std::string& text) {
  Diagnostics diagnostics;
  const auto root = read_text(text, "f.yaml", diagnostics);
  REQUIRE_MESSAGE(!diagnostics.has_errors(), diagnostics.rendered());
  return *root;
}

}  // namespace

TEST_CASE("every value knows its path, its place and the place of its key") {
  const Node root = tree("options:\n  gpt-4o:\n    cache_hit: 0.4\ncorrelations:\n  - [a, b]\n");
  const Node hit = *root.find("options")->find("gpt-4o")->find("cache_hit");
  CHECK(hit.path() == "options.gpt-4o.cache_hit");
  CHECK(hit.text() == "0.4");
  CHECK(to_text(hit.location()) == "f.yaml:3:16");
  CHECK(to_text(hit.key_location()) == "f.yaml:3:5");
  CHECK(root.find("correlations")->children()[0].children()[1].path() == "correlations.0.1");
}

TEST_CASE("columns count characters, so that a caret stands below the right one") {
  Diagnostics diagnostics;
  const Node root = *read_text("café: {größe: x}\n", "f.yaml", diagnostics);
  const Node value = *root.find("café")->find("größe");
  CHECK(to_text(value.location()) == "f.yaml:1:15");
  diagnostics.error(value.location(), "no");
  CHECK(diagnostics.rendered() == "f.yaml:1:15: error: no\n  café: {größe: x}\n                ^\n");
}

TEST_CASE("a slice of a bigger file reports the lines of the file") {
  Diagnostics diagnostics;
  const Node root = *read_text("llama:\n  layers: 32\n", "data/models.yaml", diagnostics, 120);
  CHECK(to_text(root.find("llama")->find("layers")->location()) == "data/models.yaml:121:11");
}

TEST_CASE("anchors and aliases work, quotes are remembered, CR LF and a byte order mark do no harm") {
  const Node root = tree(
      "\xEF\xBB\xBF"
      "a: &x {b: 1}\r\nc: *x\r\nd: \"5\"\r\ne: 5\r\nf:\r\n");
  CHECK(root.find("c")->find("b")->text() == "1");
  CHECK(root.find("c")->find("b")->path() == "c.b");
  CHECK(to_text(root.find("c")->key_location()) == "f.yaml:2:1");
  CHECK(root.find("d")->quoted());
  CHECK(!root.find("e")->quoted());
  CHECK(root.find("f")->is_null());
  CHECK(to_text(root.find("f")->location()) == "f.yaml:5:1");  // not the place of what follows
}

TEST_CASE("after a duplicate key or a tag the tree is still there, so that all errors show at once") {
  Diagnostics diagnostics;
  const auto root = read_text("a: 1\na: 2\nb: !t 3\n", "f.yaml", diagnostics);
  REQUIRE(root);
  CHECK(diagnostics.error_count() == 2);
  CHECK(root->find("a")->text() == "1");
  CHECK(root->find("b")->text() == "3");
}

TEST_CASE("diagnostics come in file order, once each, and stop at the limit") {
  Diagnostics diagnostics;
  read_text("a: 1\nb: 2\nc: 3\n", "f.yaml", diagnostics);
  diagnostics.error({"f.yaml", 3, 1}, "third");
  diagnostics.warning({"f.yaml", 1, 4}, "first");
  diagnostics.error({"f.yaml", 2, 1}, "second", "do this");
  diagnostics.error({"f.yaml", 2, 1}, "second", "do this");
  CHECK(diagnostics.rendered() ==
        "f.yaml:1:4: warning: first\n  a: 1\n     ^\n"
        "f.yaml:2:1: error: second; do this\n  b: 2\n  ^\n"
        "f.yaml:3:1: error: third\n  c: 3\n  ^\n");
  CHECK(diagnostics.rendered(1) == "f.yaml:1:4: warning: first\n  a: 1\n     ^\nand 2 more\n");
  CHECK(diagnostics.error_count() ==
        3);  // whoever counts before and after reading sees repeated ones as well
  CHECK_THROWS_AS(diagnostics.throw_if_errors(), InputError);
}

TEST_CASE("warnings alone stop nothing") {
  Diagnostics diagnostics;
  diagnostics.warning({"f.yaml", 1, 1}, "old");
  CHECK_NOTHROW(diagnostics.throw_if_errors());
}

TEST_CASE("a long line is shown around the place that is wrong") {
  Diagnostics diagnostics;
  read_text("a: " + std::string(300, 'x') + "!" + std::string(300, 'y') + "\n", "f.yaml", diagnostics);
  diagnostics.error({"f.yaml", 1, 304}, "here");
  // 40 characters before the place: column 304 - 40 = 264 are skipped, so the caret is below the 40th shown.
  CHECK(diagnostics.rendered() == "f.yaml:1:304: error: here\n  " + std::string(39, 'x') + "!" +
                                      std::string(80, 'y') + "\n  " + std::string(39, ' ') + "^\n");
}

TEST_CASE("a message never carries control characters of the input to a terminal") {
  CHECK(shown("a\x1b[31m\xff") == "'a\\x1B[31m\\xFF'");
  CHECK(shown(std::string(70, 'x')) == "'" + std::string(60, 'x') + "...'");
  CHECK(displayable("\t\x1b[0mé") == " ?[0mé");
}

TEST_CASE("a merge key fills a mapping up, its own keys and earlier mappings win, places stay") {
  Diagnostics diagnostics;
  const auto root = read_text(
      "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc:\n  <<: [*a, *b]\n  x: 5\nd: {<<: *b, \"<<\": text}\n",
      "f.yaml", diagnostics);
  REQUIRE_MESSAGE(root, diagnostics.rendered());
  CHECK(!diagnostics.has_errors());
  const Node c = *root->find("c");
  CHECK(c.size() == 3);
  CHECK(c.find("x")->text() == "5");
  CHECK(c.find("y")->text() == "2");
  CHECK(c.find("z")->text() == "4");
  CHECK(c.find("z")->path() == "c.z");
  CHECK(to_text(c.find("z")->location()) == "f.yaml:2:17");
  CHECK(to_text(c.find("z")->key_location()) == "f.yaml:2:14");
  CHECK(root->find("d")->find("z")->text() == "4");
  CHECK(root->find("d")->find("<<")->text() == "text");
}

TEST_CASE("a null that is written out is told from a value that is left out") {
  Diagnostics diagnostics;
  const auto root = read_text("a:\nb: null\nc: ~\nd: {e: , f: null}\ng: nullx\n", "f.yaml", diagnostics);
  REQUIRE(root);
  CHECK_FALSE(root->find("a")->written_null());
  CHECK(root->find("b")->written_null());
  CHECK(root->find("c")->written_null());
  CHECK_FALSE(root->find("d")->find("e")->written_null());
  CHECK(root->find("d")->find("f")->written_null());
  CHECK(root->find("g")->text() == "nullx");
}
