#include "scenario/change_kind.h"

#include <doctest/doctest.h>

#include <regex>
#include <set>

#include "grammar_walk.h"
#include "reading.h"
#include "scenario/scenario_tree.h"
#include "text/diagnostics.h"
#include "text/input_folder.h"
#include "yaml/read.h"

using namespace llmtco;

namespace {

const std::set<std::string> known_kinds{"volume", "tokens", "price", "quality", "efficiency",
                                        "mix",    "fixed",  "none",  "several"};

Node tree_of(const std::string& file) {
  Diagnostics diagnostics;
  const auto tree = read_scenario_tree(file, diagnostics);
  REQUIRE_MESSAGE(tree.has_value(), diagnostics.rendered());
  return tree->root;
}

/// Of every value below a node, whether a kind is known.
void check_kinds(const Node& node, const Node& root, std::size_t& leaves) {
  if (node.children().empty()) {
    CAPTURE(node.path());
    CHECK(known_kinds.contains(change_kind(node.path(), root)));
    ++leaves;
  }
  for (const Node& child : node.children()) check_kinds(child, root, leaves);
}

/// Keys on a way of the grammar, without the kinds of options: "options.*(api).cache" has three.
std::vector<std::string> keys_of(const std::string& way) {
  std::vector<std::string> keys(1);
  for (const char c : std::regex_replace(way, std::regex(R"(\([a-z]+\))"), "")) {
    if (c == '.') {
      keys.emplace_back();
    } else {
      keys.back() += c;
    }
  }
  return keys;
}

std::string kind_in(const std::string& file, const std::string& path) {
  return change_kind(path, tree_of(file));
}

}  // namespace

TEST_CASE("another model behind an endpoint is a swap, the same model of another seller is a price") {
  const auto endpoint = [](const std::string& text) {
    Diagnostics diagnostics;
    return *read_text("endpoint: " + text, "s.yaml", diagnostics)->find("endpoint");
  };
  CHECK(is_model_swap(endpoint("openai/gpt-4o"), endpoint("openai/gpt-4o-mini")));
  CHECK_FALSE(is_model_swap(endpoint("openai/gpt-4o"), endpoint("azure/gpt-4o")));
}

TEST_CASE("every value of the shipped scenarios is of a known kind of change") {
  std::size_t leaves = 0;
  for (const std::string& file : shipped_scenarios()) {
    CAPTURE(file);
    const Node root = tree_of(file);
    check_kinds(root, root, leaves);
  }
  CHECK(leaves > 200);
}

TEST_CASE("every key of the language has a row that says what a change of it is of") {
  for (const GrammarKey& key : grammar_keys()) {
    if (key.way.starts_with("variables")) continue;  // of what is written with them
    CAPTURE(key.way);
    CHECK(known_kinds.contains(kind_of_place(keys_of(key.way))));
  }
  CHECK(kind_of_place({"no_section"}).empty());
}

TEST_CASE("kinds are those of the place, not of the key") {
  CHECK(kind_of_place({"workload", "chat", "growth_per_month"}) == "volume");
  CHECK(kind_of_place({"workload", "chat", "requests"}) == "volume");
  CHECK(kind_of_place({"workload", "chat", "input_tokens", "p95"}) == "tokens");
  CHECK(kind_of_place({"options", "own", "measured", "chat", "input_tokens"}) == "tokens");
  CHECK(kind_of_place({"options", "api", "price", "input"}) == "price");
  CHECK(kind_of_place({"options", "own", "purchase"}) == "price");
  CHECK(kind_of_place({"options", "own", "accuracy"}) == "quality");
  CHECK(kind_of_place({"workload", "chat", "slo", "accuracy"}) == "quality");
  CHECK(kind_of_place({"options", "own", "other_costs", "0", "cost"}) == "fixed");
  CHECK(kind_of_place({"options", "own", "other_costs", "0", "per_request"}) == "price");
  CHECK(kind_of_place({"options", "requests", "model"}) == "efficiency");  // an option may be called so
}

TEST_CASE("a variable is of the kind of what is written with it") {
  const std::string file = std::string(std::getenv("LLMTCO_SOURCE_DIR")) + "/scenarios/code-assistant.yaml";
  CHECK(kind_in(file, "variables.completions_a_day") == "volume");
  CHECK(kind_in(file, "variables.chats_a_day") == "volume");
}
