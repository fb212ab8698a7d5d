#include <doctest/doctest.h>

#include "yaml/yaml.h"

using namespace llmtco;

namespace {

constexpr const char* scenario =
    "a: {b: [1, {c: 2}]}\n"
    "models: {llama-3.1-8b: {x: 1}, llama-3: {y: 2}}\n";

std::optional<Node> set(const std::string& assignment, Diagnostics& diagnostics) {
  const Node root = *read_text(scenario, "f.yaml", diagnostics);
  return with_override(root, assignment, diagnostics);
}

std::string refusal(const std::string& assignment) {
  Diagnostics diagnostics;
  CHECK(!set(assignment, diagnostics));
  return diagnostics.rendered();
}

Node after(const std::string& assignment) {
  Diagnostics diagnostics;
  const auto root = set(assignment, diagnostics);
  REQUIRE_MESSAGE(root, diagnostics.rendered());
  return *root;
}

}  // namespace

TEST_CASE("an override replaces one value and leaves the rest, the original included") {
  Diagnostics diagnostics;
  const Node root = *read_text(scenario, "f.yaml", diagnostics);
  const Node changed = *with_override(root, "a.b.1.c=7", diagnostics);
  CHECK(changed.find("a")->find("b")->children()[1].find("c")->text() == "7");
  CHECK(changed.find("a")->find("b")->children()[0].text() == "1");
  CHECK(root.find("a")->find("b")->children()[1].find("c")->text() == "2");
}

TEST_CASE("keys with dots are found as they stand, the longest first, or in quotes") {
  CHECK(after("models.llama-3.1-8b.x=5").find("models")->find("llama-3.1-8b")->find("x")->text() == "5");
  CHECK(after("models.llama-3.y=5").find("models")->find("llama-3")->find("y")->text() == "5");
  CHECK(after("models.\"phi-3.5\".z=5").find("models")->find("phi-3.5")->find("z")->text() == "5");
}

TEST_CASE("a new path makes mappings, and a later error points at the option") {
  const Node value = *after("workload.volume=10M/month").find("workload")->find("volume");
  CHECK(value.text() == "10M/month");
  CHECK(value.path() == "workload.volume");
  CHECK(to_text(value.location()) == "--set workload.volume=10M/month");
  Diagnostics diagnostics;
  number(value, diagnostics);
  CHECK(diagnostics.rendered() ==
        "--set workload.volume=10M/month: error: expected a number, found '10M/month' at workload.volume\n");
}

TEST_CASE("a value may be a list or a mapping, and may hold an equals sign") {
  CHECK(after("a.b={low: 1, high: 2}").find("a")->find("b")->find("high")->text() == "2");
  CHECK(after("a.note=x=y").find("a")->find("note")->text() == "x=y");
  CHECK(after("a.b=").find("a")->find("b")->is_null());
}

TEST_CASE("an assignment is split at the first equals sign outside quotes, and put together again") {
  Diagnostics diagnostics;
  for (const std::string text : {"a.b=1", "a.note=x=y", "models.\"x=1\".z=2", "a="}) {
    const auto assignment = assignment_in(text, diagnostics);
    REQUIRE(assignment);
    CHECK(assignment->text() == text);
  }
  CHECK(assignment_in("a.note=x=y", diagnostics)->value == "x=y");
  CHECK(assignment_in("models.\"x=1\".z=2", diagnostics)->path == "models.\"x=1\".z");
  CHECK_FALSE(diagnostics.has_errors());
}

TEST_CASE("a relative override keeps what stands there and says by how much it changes") {
  struct Row {
    const char* change;
    double factor;
  };
  for (const Row row : {Row{"+10%", 1.1}, Row{"-5%", 0.95}, Row{"*2", 2}, Row{"/4", 0.25}, Row{"* 1.5", 1.5},
                        Row{"+200 %", 3}}) {
    CAPTURE(row.change);
    const Node value = *node_at(after(std::string("models.llama-3.y=") + row.change), "models.llama-3.y");
    CHECK(value.factor() == doctest::Approx(row.factor));
    CHECK(value.change() == row.change);
    CHECK(value.text() == "2");
    CHECK(value.original()->text() == "2");
    CHECK(to_text(value.original()->location()) == "f.yaml:2:45");
    CHECK(to_text(value.location()) == std::string("--set models.llama-3.y=") + row.change);
  }
  CHECK(node_at(after("a.new=*2"), "a.new")->original()->is_null());
  CHECK_FALSE(node_at(after("a.b.0=5"), "a.b.0")->original());
}

TEST_CASE("relative overrides one after the other multiply") {
  Diagnostics diagnostics;
  const Node twice = *with_override(after("a.b.0=*2"), "a.b.0=+10%", diagnostics);
  const Node value = *node_at(twice, "a.b.0");
  CHECK(value.factor() == doctest::Approx(2.2));
  CHECK(value.original()->text() == "1");
  CHECK(value.change() == "*2 +10%");
  CHECK(node_at(*with_override(twice, "a.b.0=7", diagnostics), "a.b.0")->factor() == 1);
}

TEST_CASE("what only looks relative is a value, and no factor takes everything away") {
  for (const char* value : {"-5", "+5", "/data/mine.json", "-5 months"}) {
    CAPTURE(value);
    CHECK_FALSE(node_at(after(std::string("a.n=") + value), "a.n")->original());
  }
  CHECK(refusal("a.b.0=-100%") ==
        "--set a.b.0=-100%: error: '-100%' leaves nothing to count with; a factor must be above 0\n");
  CHECK(refusal("a.b.0=*0") ==
        "--set a.b.0=*0: error: '*0' leaves nothing to count with; a factor must be above 0\n");
  CHECK(refusal("a.b.0=/0") ==
        "--set a.b.0=/0: error: '/0' leaves nothing to count with; a factor must be above 0\n");
}

TEST_CASE("an override that cannot be carried out says why") {
  CHECK(refusal("a.b.2=1") ==
        "--set a.b.2=1: error: a.b is a list of 2 elements, '2' is not one of them; use 0 to 1\n");
  CHECK(refusal("a.b.x=1") ==
        "--set a.b.x=1: error: a.b is a list of 2 elements, 'x' is not one of them; use 0 to 1\n");
  CHECK(refusal("a.b.0.c=1") == "--set a.b.0.c=1: error: a.b.0 is the single value '1'\n");
  CHECK(refusal("a..b=1") ==
        "--set a..b=1: error: the path 'a..b' is not keys joined by dots; write it like "
        "options.gpt-4o.discount=10%\n");
  CHECK(refusal("a.=1") ==
        "--set a.=1: error: the path 'a.' is not keys joined by dots; write it like "
        "options.gpt-4o.discount=10%\n");
  CHECK(refusal("a") ==
        "--set a: error: expected path=value; write it like workload.chat.requests=10M/month\n");
  CHECK(refusal("=1") ==
        "--set =1: error: expected path=value; write it like workload.chat.requests=10M/month\n");
  CHECK(refusal("a=[1,") == "--set a=[1,: error: the list opened here is not closed; add the ']'\n");
  CHECK(refusal("a={b: 1, b: 2}") ==
        "--set a={b: 1, b: 2}: error: the key 'b' is there twice, first in line 1; remove or rename one\n");
}
