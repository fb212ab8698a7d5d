#include "yaml/rows.h"

#include <doctest/doctest.h>

#include <map>
#include <stdexcept>

#include "yaml/yaml.h"

namespace llmtco {
namespace {

const std::string trunk =
    "model:\n"
    "  name: 'Löwe: 7B'\n"
    "  empty:\n"
    "  none: ~\n"
    "  layers: [{of: full, count: 8}, [1, 2], \"\"]\n"
    "  note: >\n"
    "    two\n"
    "    lines\n";

/// Texts by number, as a build would write them down.
struct Written {
  std::string bytes;
  std::vector<std::uint32_t> starts{0};
  std::map<std::string, std::uint32_t> numbers;

  std::uint32_t number_of(const std::string& text) {
    const auto [known, is_new] = numbers.try_emplace(text, static_cast<std::uint32_t>(starts.size() - 1));
    if (is_new) {
      bytes += text;
      starts.push_back(static_cast<std::uint32_t>(bytes.size()));
    }
    return known->second;
  }
};

Node parsed(const std::string& text) {
  Diagnostics diagnostics;
  const auto root = read_text(text, "a.yaml", diagnostics, 12);
  REQUIRE_MESSAGE(root, diagnostics.rendered());
  return *root;
}

void check_same(const Node& a, const Node& b) {
  CAPTURE(a.path());
  CHECK(a.kind() == b.kind());
  CHECK(a.key() == b.key());
  CHECK(a.path() == b.path());
  CHECK(a.text() == b.text());
  CHECK(a.quoted() == b.quoted());
  CHECK(a.written_null() == b.written_null());
  CHECK(a.location() == b.location());
  CHECK(a.key_location() == b.key_location());
  const std::vector<Node> in_a = a.children(), in_b = b.children();
  REQUIRE(in_a.size() == in_b.size());
  for (std::size_t i = 0; i < in_a.size(); ++i) check_same(in_a[i], in_b[i]);
}

}  // namespace

TEST_CASE("a tree that was written as rows is the same tree, with every place") {
  const Node root = parsed(trunk);
  Written texts;
  const std::vector<TreeRow> rows =
      rows_of(root, [&](const std::string& text) { return texts.number_of(text); });
  // The root, model, its 5 keys, and below layers: a mapping of 2, a list of 2, "".
  CHECK(rows.size() == 1 + 1 + 5 + 3 + 3 + 1);
  CHECK(rows.front().size == rows.size());
  check_same(root, node_of(rows, {texts.bytes.data(), texts.starts.data()}, root.source()));
}

TEST_CASE("texts stand once, and a part of the rows is a tree of its own") {
  const Node root = parsed("a: {x: x}\nb: {x: y}\n");
  Written texts;
  const std::vector<TreeRow> rows =
      rows_of(root, [&](const std::string& text) { return texts.number_of(text); });
  CHECK(texts.bytes == "axby");
  const std::span<const TreeRow> b = std::span(rows).subspan(3, 2);
  const Node alone = node_of(b, {texts.bytes.data(), texts.starts.data()}, root.source());
  CHECK(alone.find("x")->text() == "y");
  CHECK(to_text(alone.find("x")->location()) == "a.yaml:13:8");
}

TEST_CASE("a line beyond the 65,536th is refused rather than cut") {
  const Node root = parsed(std::string(70'000, '\n') + "a: 1\n");
  CHECK_THROWS_AS(rows_of(root, [](const std::string&) { return 0U; }), std::length_error);
}

}  // namespace llmtco
