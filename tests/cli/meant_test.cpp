#include <doctest/doctest.h>

#include <cstdlib>
#include <sstream>
#include <utility>

#include "results.h"

// What was probably meant, for every command, every flag and some entries of the catalogue; help; completion.

namespace {

/// The commands and their flags, out of the completion script.
std::vector<std::pair<std::string, std::vector<std::string>>> commands() {
  std::vector<std::pair<std::string, std::vector<std::string>>> all;
  std::istringstream script(run({"completion", "bash"}).out);
  for (std::string text; std::getline(script, text);) {
    const std::size_t name_end = text.find(") words=\""), end = text.rfind('"');
    if (name_end == std::string::npos) continue;
    const std::string flags = text.substr(name_end + 9, end - name_end - 9);
    std::istringstream words(flags);
    std::vector<std::string> names;
    for (std::string word; words >> word;) names.push_back(word);
    all.push_back({text.substr(text.find_first_not_of(' '), name_end - text.find_first_not_of(' ')), names});
  }
  return all;
}

/// Two letters swapped, not the first ones and not two of a kind.
std::string mistyped(std::string word) {
  for (std::size_t i = word.size() - 1; i > 1; --i) {
    if (word[i] == word[i - 1]) continue;
    std::swap(word[i], word[i - 1]);
    return word;
  }
  return word;
}

}  // namespace

TEST_CASE("a command with two letters swapped is known for what it is") {
  const auto all = commands();
  REQUIRE(all.size() >= 7);
  for (const auto& [name, flags] : all) {
    const Ran ran = run({mistyped(name)});
    CHECK(ran.err == "llmtco: error: unknown command '" + mistyped(name) + "'; did you mean '" + name +
                         "'?\nSee 'llmtco --help'.\n");
    CHECK(ran.code == 2);
  }
}

TEST_CASE("a flag with two letters swapped is known for what it is, in every command") {
  for (const auto& [name, flags] : commands()) {
    CHECK(flags.size() >= 1);
    for (const std::string& flag : flags) {
      const Ran ran = run({name, mistyped(flag)});
      CHECK(ran.err == "llmtco: error: unknown flag '" + mistyped(flag) + "'; did you mean '" + flag +
                           "'?\nSee 'llmtco " + name + " --help'.\n");
      CHECK(ran.code == 2);
    }
  }
}

TEST_CASE("an id of the catalogue with two letters swapped is known for what it is") {
  for (const char* id : {"llama-3.1-70b", "h100-80-sxm", "rtx-4090", "openai/gpt-4o-mini",
                         "anthropic/claude-3-haiku", "tensorrt-llm", "awq-4bit-g128"}) {
    const std::string wrong = mistyped(id);
    const Ran ran = run({"catalog", "show", wrong});
    CHECK(ran.err == "llmtco: error: the catalogue has no '" + wrong + "'; did you mean '" + id + "'?\n");
    CHECK(ran.code == 2);
  }
}

TEST_CASE("the program alone prints short help with examples, and so does every command with --help") {
  const Ran alone = run(std::vector<std::string>{});
  CHECK(alone.code == 0);
  CHECK(alone.out == run({"--help"}).out);
  CHECK(alone.out.find("Examples:\n  llmtco ") != std::string::npos);
  for (const auto& command : commands()) {
    const auto& name = command.first;
    const auto& flags = command.second;
    CAPTURE(name);
    const Ran help = run({name, "--help"});
    CHECK(help.code == 0);
    CHECK(help.err == "");
    const std::size_t examples = help.out.find("Examples:\n  llmtco " + name),
                      usage = help.out.find("Usage:");
    CHECK(examples != std::string::npos);
    CHECK(usage != std::string::npos);
    CHECK(examples < usage);
    for (const std::string& flag : flags) CHECK(help.out.find(flag) != std::string::npos);
  }
}

TEST_CASE("the completion script is one that bash can read, and knows the commands and their flags") {
  const Folder folder;
  const std::string script = folder.write("completion.bash", run({"completion", "bash"}).out);
  CHECK(std::system(("bash -n " + script).c_str()) == 0);
  const std::string ask = folder.write("ask.bash", "source " + script + R"bash(
complete_words() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _llmtco; echo "${COMPREPLY[@]}"; }
[ "$(complete_words llmtco va)" = validate ] || exit 1
[ "$(complete_words llmtco run s.yaml --dra)" = --draws ] || exit 2
[ -z "$(complete_words llmtco run s)" ] || exit 3
[ "$(complete_words llmtco run s.yaml --format j)" = json ] || exit 4
[ "$(complete_words llmtco catalog s)" = "show search" ] || exit 5
[ -z "$(complete_words llmtco catalog show s)" ] || exit 6
)bash");
  CHECK(std::system(("bash " + ask).c_str()) == 0);
  for (const char* shell : {"zsh", "fish"})
    CHECK(run({"completion", shell}).out.find("llmtco") != std::string::npos);
}
