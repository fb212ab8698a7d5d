#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <utility>

#include "results.h"

// What was probably meant, for every command, every flag and some entries of the catalogue; help; completion.

namespace {

/// What may stand where the last of some words is being typed: text, and what it means.
std::vector<std::pair<std::string, std::string>> candidates(std::vector<std::string> words) {
  words.insert(words.begin(), "completion-candidates");
  std::vector<std::pair<std::string, std::string>> all;
  std::istringstream out(run(words).out);
  for (std::string line; std::getline(out, line);) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    all.emplace_back(line.substr(0, tab), line.substr(std::min(tab + 1, line.size())));
  }
  return all;
}

std::vector<std::string> texts(const std::vector<std::string>& words) {
  std::vector<std::string> all;
  for (const auto& candidate : candidates(words)) all.push_back(candidate.first);
  return all;
}

/// The commands and their flags, as completion offers them.
std::vector<std::pair<std::string, std::vector<std::string>>> commands() {
  std::vector<std::pair<std::string, std::vector<std::string>>> all;
  for (const std::string& name : texts({""})) all.emplace_back(name, texts({name, "--"}));
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

TEST_CASE("a flag with two letters swapped is known for what it is, in every command" *
          doctest::test_suite("many starts")) {
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

TEST_CASE("help fits 80 columns, puts flags into groups and is also had by `help`" *
          doctest::test_suite("many starts")) {
  for (const auto& command : commands()) {
    const std::string& name = command.first;
    CAPTURE(name);
    const Ran help = run({name, "--help"});
    CHECK(help.out == run({"help", name}).out);
    std::istringstream lines(help.out);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
    CHECK(help.out.find("\nOther:\n  -h, --help") != std::string::npos);
  }
  CHECK(run({"help"}).out == run({"--help"}).out);
  CHECK(run({"run", "--help"}).out.find("\nDraws:\n  --seed N ") != std::string::npos);
  CHECK(run({"-V"}).out == run({"version"}).out);
  CHECK(run({"help", "rn"}).err.find("did you mean 'run'?") != std::string::npos);
}

TEST_CASE("the man page names every command and flag that help names") {
  const std::string page = run({"man-page"}).out;
  CHECK(page.rfind(".TH LLMTCO 1 ", 0) == 0);
  for (const auto& command : commands()) {
    CHECK(page.find("\n.SS " + command.first + "\n") != std::string::npos);
    for (std::string flag : command.second) {
      for (std::size_t i = 0; (i = flag.find('-', i)) != flag.npos; i += 2) flag.insert(i, "\\");
      CHECK(page.find("\\fB" + flag + "\\fR") != std::string::npos);
    }
  }
}

TEST_CASE("completion offers what may stand at a place, with what it means") {
  using Texts = std::vector<std::string>;
  const Folder folder;
  const std::string file = folder.write("s.yaml", R"(workload:
  chat: {requests: 1M/month}
options:
  own: {kind: rented, replicas: 2}
  own-eu: {kind: rented}
)");
  CHECK(candidates({"va"}) ==
        std::vector<std::pair<std::string, std::string>>{
            {"validate", "Check scenario files and say everything that is wrong with them"}});
  CHECK(texts({"run", file, "--dra"}) == Texts{"--draws-out", "--draws-of", "--draws"});
  CHECK(texts({"run", file, "--seed", "1", "--see"}) == Texts{});  // it may stand once
  CHECK(texts({"run", file, "--set", "a=1", "--se"}) == Texts{"--set", "--seed"});
  CHECK(texts({"run", "sup"}) == Texts{"support-agent", ":files"});
  CHECK(texts({"run", file, "--format=j"}) == Texts{"--format=json"});
  CHECK(texts({"run", file, "--set", "o"}) == Texts{"options."});
  CHECK(texts({"run", file, "--set", "options.own"}) == Texts{"options.own.", "options.own-eu."});
  CHECK(candidates({"what-if", file, "--set", "options.own.r"}) ==
        std::vector<std::pair<std::string, std::string>>{{"options.own.replicas=", "2"}});
  CHECK(texts({"run", file, "--set", "options.own.replicas="}) == Texts{});
  CHECK(texts({"run", "none.yaml", "--set", "o"}) == Texts{});
  CHECK(texts({"explain", file, ""}) == Texts{"own", "own-eu"});
  CHECK(texts({"explain", file, "own.latency.ttft.p95"}) == Texts{"own.latency.ttft.p95"});
  CHECK(texts({"compare", file, "own", "own-"}) == Texts{"own-eu"});
  CHECK(texts({"run", file, "--only", "own,own-"}) == Texts{"own,own-eu"});
  CHECK(texts({"run", file, "--sort", "accu"}) == Texts{"accuracy", "accuracy.delivered"});
  CHECK(texts({"check", file, "--gate", "own.latency.ttft.p95"}) == Texts{"own.latency.ttft.p95"});
  CHECK(texts({"check", file, "--gate", "pricebook"}) == Texts{"pricebook.age"});
  CHECK(texts({"check", file, "--gate", "ow"}) == Texts{"own.", "own-eu."});
  CHECK(texts({"check", file, "--option", "own-"}) == Texts{"own-eu"});
  CHECK(texts({"init", "x.yaml", "--from", "st"}) == Texts{"starter"});
  CHECK(texts({"predict", "--model", "llama-3.3"}) == Texts{"llama-3.3-70b"});
  CHECK(texts({"predict", "--hardware", "h100-80-s"}) == Texts{"h100-80-sxm"});
  CHECK(texts({"predict", "--engine", "vl"}) == Texts{"vllm"});
  CHECK(texts({"predict", "--weights", "q4_k_m"}) == Texts{"q4_k_m"});
  CHECK(texts({"catalog", "s"}) == Texts{"show", "search"});
  CHECK(texts({"catalog", "list", "mo"}) == Texts{"models"});
  CHECK(texts({"catalog", "show", "anthropic/claude-haiku-5"}) == Texts{"anthropic/claude-haiku-5-5"});
  CHECK(texts({"catalog", "search", "llama"}) == Texts{});
  CHECK(texts({"help", "wh"}) == Texts{"what-if"});
  CHECK(texts({"schema", "-o", ""}) == Texts{":files"});
}

TEST_CASE("bash completes with what the program offers, through words that it splits itself") {
  const Folder folder;
  const std::string script = folder.write("completion.bash", run({"completion", "bash"}).out);
  CHECK(std::system(("bash -n " + script).c_str()) == 0);
  const std::string ask = folder.write("ask.bash", "source " + script + R"bash(
llmtco() { "$LLMTCO_PROGRAM" "$@"; }
# LINE WORD...: the line, and the words as bash splits them
offered() { COMP_LINE=$1 COMP_POINT=${#1}; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _llmtco; echo "${COMPREPLY[@]}"; }
[ "$(offered "llmtco va" llmtco va)" = validate ] || exit 1
[ "$(offered "llmtco run s --format=j" llmtco run s --format = j)" = json ] || exit 2
[ "$(offered "llmtco run s --color=" llmtco run s --color =)" = "auto always never" ] || exit 3
[ "$(offered "llmtco catalog show anthropic/claude-haiku-5" llmtco catalog show anthropic/claude-haiku-5)" = anthropic/claude-haiku-5-5 ] || exit 4
[ "$(offered "llmtco init --from " llmtco init --from "")" != "" ] || exit 5
[ "$(offered "llmtco catalog search l" llmtco catalog search l)" = "" ] || exit 6
)bash");
  CHECK(std::system(("bash " + ask).c_str()) == 0);
  for (const std::string shell : {"zsh", "fish"}) {
    const std::string file = folder.write("completion." + shell, run({"completion", shell}).out);
    CHECK(read_text_file(file).find("completion-candidates") != std::string::npos);
    CHECK(std::system(("! command -v " + shell + " > /dev/null || " + shell + " -n " + file).c_str()) == 0);
  }
  CHECK(run({"completion", "zsh"}).out.rfind("#compdef llmtco\n", 0) == 0);
}
