#include "yaml/difference.h"

#include <doctest/doctest.h>

#include "yaml/override.h"
#include "yaml/read.h"
#include "yaml/write.h"

using namespace llmtco;

namespace {

Node tree_of(const std::string& text, const std::string& file) {
  Diagnostics diagnostics;
  const auto root = read_text(text, file, diagnostics);
  REQUIRE_MESSAGE((root && !diagnostics.has_errors()), diagnostics.rendered());
  return *root;
}

std::string side(const std::optional<Node>& node) {
  if (!node) return "nothing";
  return (node->is_scalar() ? node->text() : node->kind_name()) + (" (" + to_text(node->location()) + ")");
}

/// One change a line: path: base (place) -> changed (place).
std::string told(const Node& base, const Node& changed) {
  std::string lines;
  for (const ChangedPath& each : changed_paths(base, changed))
    lines += each.path + ": " + side(each.base) + " -> " + side(each.changed) + "\n";
  return lines;
}

std::string difference(const std::string& base, const std::string& changed) {
  return told(tree_of(base, "a.yaml"), tree_of(changed, "b.yaml"));
}

}  // namespace

TEST_CASE("a leaf that differs is named with its path and its place in either file") {
  CHECK(difference("chat: {requests: 10M/month, tokens: 500}\n",
                   "chat:\n  requests: 12M/month\n  tokens: 500\n") ==
        "chat.requests: 10M/month (a.yaml:1:18) -> 12M/month (b.yaml:2:13)\n");
  CHECK(difference("x\n", "y\n") == ": x (a.yaml:1:1) -> y (b.yaml:1:1)\n");
}

TEST_CASE("keys that were added or removed are named by the top of what they hold") {
  CHECK(difference("options: {a: {kind: api}, b: {kind: custom, x: 1}}\n",
                   "options: {a: {kind: api, y: 2}, c: 3}\n") ==
        "options.a.y: nothing -> 2 (b.yaml:1:29)\n"
        "options.b: a mapping (a.yaml:1:30) -> nothing\n"
        "options.c: nothing -> 3 (b.yaml:1:36)\n");
}

TEST_CASE("the order of keys makes no difference, that of a list does") {
  CHECK(difference("{a: 1, b: {c: 2, d: 3}}\n", "{b: {d: 3, c: 2}, a: 1}\n").empty());
  CHECK(difference("[1, 2, 3]\n", "[2, 1]\n") ==
        "0: 1 (a.yaml:1:2) -> 2 (b.yaml:1:2)\n"
        "1: 2 (a.yaml:1:5) -> 1 (b.yaml:1:5)\n"
        "2: 3 (a.yaml:1:8) -> nothing\n");
}

TEST_CASE("an alias is what it stands for") {
  const std::string aliased = "a: &it {x: 1, y: 2}\nb: *it\n";
  CHECK(difference(aliased, "a: {x: 1, y: 2}\nb: {x: 1, y: 2}\n").empty());
  CHECK(difference(aliased, "a: {x: 1, y: 2}\nb: {x: 1, y: 3}\n") ==
        "b.y: 2 (a.yaml:1:18) -> 3 (b.yaml:2:14)\n");
  CHECK(difference(aliased, "a: &it {x: 1, y: 4}\nb: *it\n") ==
        "a.y: 2 (a.yaml:1:18) -> 4 (b.yaml:1:18)\n"
        "b.y: 2 (a.yaml:1:18) -> 4 (b.yaml:1:18)\n");
}

TEST_CASE("values are compared as they are written, quotes, comments and layout aside") {
  CHECK(difference("as_of: 2026-09-23  # a day\n", "\nas_of: \"2026-09-23\"\n").empty());
  CHECK(difference("rate: 10%\n", "rate: 0.1\n") == "rate: 10% (a.yaml:1:7) -> 0.1 (b.yaml:1:7)\n");
  CHECK(difference("a: \"\"\n", "a:\n") == "a:  (a.yaml:1:4) -> nothing (b.yaml:1:1)\n");
}

TEST_CASE("a value that became a mapping is one difference, however much is in it") {
  CHECK(difference("price: 5\n", "price: {p5: 4, p95: 6}\n") ==
        "price: 5 (a.yaml:1:8) -> a mapping (b.yaml:1:8)\n");
}

TEST_CASE(
    "an override that gives the value there is already is no difference, any other is one at its place") {
  const Node base = tree_of("a: {b: 1, c: [x, y]}\n", "s.yaml");
  Diagnostics diagnostics;
  CHECK(told(base, *with_override(base, "a.b=1", diagnostics)).empty());
  CHECK(told(base, *with_override(base, "a.c=[x, y]", diagnostics)).empty());
  CHECK(told(base, *with_override(base, "a.c.1=z", diagnostics)) ==
        "a.c.1: y (s.yaml:1:18) -> z (--set a.c.1=z)\n");
  CHECK(told(base, *with_override(base, "a.d=7", diagnostics)) == "a.d: nothing -> 7 (--set a.d=7)\n");
}

TEST_CASE("a mixture of two trees has the changes that are taken, each value at its place") {
  Diagnostics diagnostics;
  const auto base = read_text("a: 1\nb: {c: 2, d: 3}\ngone: 5\n", "base.yaml", diagnostics);
  const auto changed = read_text("a: 9\nb: {c: 8, d: 3}\nnew: [1]\n", "changed.yaml", diagnostics);
  REQUIRE(base);
  REQUIRE(changed);
  const Node some = with_changes(*base, *changed, {"b.c", "new"});
  CHECK(written(some) == "a: 1\nb:\n  c: 8\n  d: 3\ngone: 5\nnew:\n  - 1\n");
  CHECK(to_text(some.find("b")->find("c")->location()) == "changed.yaml:2:8");
  CHECK(written(with_changes(*base, *changed, {})) == written(*base));
  CHECK(changed_paths(with_changes(*base, *changed, {"a", "b.c", "gone", "new"}), *changed).empty());
}
