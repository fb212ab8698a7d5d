#include <doctest/doctest.h>

#include "program.h"

namespace {

struct Bad {
  std::string text, expected;
};

}  // namespace

TEST_CASE("a text that is no scenario at all is refused in words that say what to do") {
  const std::string missing = "stdin:1:1: error: the key '",
                    here = "' is missing in the scenario\n  scenario: x\n  ^\n";
  const Bad table[] = {
      {"", "stdin:1:1: error: there is nothing in this file\n  \n  ^\n"},
      {"[1, 2]\n", "stdin:1:1: error: expected a scenario, found a list\n  [1, 2]\n  ^\n"},
      {"hello\n", "stdin:1:1: error: expected a scenario, found a single value 'hello'\n  hello\n  ^\n"},
      {"scenario: \"open\n",
       "stdin:1:11: error: the quote \" opened here is never closed; add the closing \"\n  scenario: "
       "\"open\n            ^\n"},
      {"a: 1\n---\nb: 2\n",
       "stdin:2:1: error: a second document starts here; keep one document in a file\n  ---\n  ^\n"},
      {"scenario: x\n", missing + "as_of" + here + missing + "workload" + here + missing + "options" + here},
      {"a: \xff\n", "stdin:1:4: error: byte 0xFF is not UTF-8\n  a: ?\n     ^\n"},
  };
  for (const Bad& bad : table) {
    CAPTURE(bad.text);
    const Ran ran = run(Call{.args = {"run", "-"}, .input = bad.text});
    CHECK(ran.err == bad.expected);
    CHECK(ran.code == 2);
    CHECK(ran.out == "");
  }
}

TEST_CASE("all mistakes of a file are told at once, in the order of its lines") {
  const Folder folder;
  folder.write("s.yaml",
               "scenario: A test\nas_of: 2026-09-23\nbudgte: $5/month\nworkload:\n  chat: {requests: 10M, "
               "input_tokens: 700 ms, output_tokens: 300}\n"
               "options:\n  a: {kind: ap, endpoint: x}\n  b: {kind: custom, lines: []}\n");
  const Ran ran = run(Call{.args = {"validate", "s.yaml"}, .directory = folder.path()});
  CHECK(ran.code == 2);
  CHECK(ran.out == "");
  CHECK(ran.err == R"(s.yaml:3:1: error: unknown key 'budgte' in the scenario; did you mean 'budget'?
  budgte: $5/month
  ^
s.yaml:5:20: error: '10M' is a plain number: expected a rate such as 10M/month at workload.chat.requests
    chat: {requests: 10M, input_tokens: 700 ms, output_tokens: 300}
                     ^
s.yaml:5:39: error: '700 ms' counts s: expected a number of tokens such as 700 at workload.chat.input_tokens
    chat: {requests: 10M, input_tokens: 700 ms, output_tokens: 300}
                                        ^
s.yaml:7:13: error: unknown kind 'ap' at options.a.kind; did you mean 'api'?
    a: {kind: ap, endpoint: x}
              ^
s.yaml:8:28: error: the list at options.b.lines is empty
    b: {kind: custom, lines: []}
                             ^
)");
}

TEST_CASE("validate goes on to the next file, and says which are good") {
  const Folder folder;
  folder.write("good.yaml", read_text_file(source_file("scenarios/starter.yaml")));
  folder.write("bad.yaml", "scenario: x\n");
  const Ran ran = run(Call{.args = {"validate", "bad.yaml", "good.yaml"}, .directory = folder.path()});
  CHECK(ran.code == 2);
  CHECK(ran.err.find("bad.yaml:1:1: error: the key 'as_of' is missing in the scenario") == 0);
  CHECK(ran.out.rfind("good.yaml: good: 3 options, ", 0) == 0);
}
