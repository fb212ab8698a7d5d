#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "results.h"

// The first screen as readers see it, byte by byte, and what flags make of it. A screen that should change is written
// anew by the call in screen_of(), and then read.

namespace {

const std::string article_file = source_file("scenarios/article.yaml"),
                  bank_file = test_file("golden/bank.yaml");

std::string screen_of(const std::string& name, int width, std::vector<std::string> args = {}) {
  args.insert(args.begin(), {"run", name});
  return run(Call{.args = args,
                  .directory = source_file("tests/cli/golden"),
                  .environment = {{"COLUMNS", std::to_string(width)}, {"LC_ALL", "C.UTF-8"}}})
      .out;
}

/// Columns of the widest line but of commands, which are to be copied whole; every character takes one.
std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("    llmtco ")) continue;
    const auto width = std::count_if(line.begin(), line.end(),
                                     [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    widest = std::max(widest, static_cast<std::size_t>(width));
  }
  return widest;
}

}  // namespace

TEST_CASE("the screens of the article and of the bank are as they were signed") {
  for (const int width : {80, 100, 140}) {
    CAPTURE(width);
    const std::string columns = std::to_string(width);
    CHECK(screen_of("../../../scenarios/article.yaml", width) ==
          read_text_file(test_file("golden/article-" + columns + ".txt")));
    CHECK(screen_of("bank.yaml", width) == read_text_file(test_file("golden/bank-" + columns + ".txt")));
  }
}

TEST_CASE("no line is wider than the terminal, down to sixty columns") {
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    CHECK(widest_line(screen_of(path, 60, {"--draws", "1024"})) <= 60);
  }
}

TEST_CASE("no reader meets a word of the trade that the screen does not define") {
  for (const std::string& path : shipped_scenarios()) {
    CAPTURE(path);
    const std::string screen = screen_of(path, 100, {"--draws", "1024"});
    for (const char* word :
         {"TTFT", "TPOT", "SLO", "P95", "P5 ", "sobol", "fully loaded", "marginal", " ?"}) {
      CAPTURE(word);
      CHECK_FALSE(has(screen, word));
    }
    const bool explained = !has(screen, "$/Mtok") || has(screen, "$/Mtok: dollars for a million tokens");
    CHECK(explained);
  }
}

TEST_CASE("--only compares some options alone, and still serves a split from the parts left out") {
  const Json two =
      Json::parse(run({"run", bank_file, "--only", "own,rented", "--format", "json", "--draws", "4096"}).out);
  CHECK(two["options"].size() == 2);
  const Json all = run_json(bank_file);
  CHECK(two["options"]["own"]["monthly_cost_usd"] == all["options"]["own"]["monthly_cost_usd"]);
  const Ran unknown = run({"run", bank_file, "--only", "own,rentd"});
  CHECK(unknown.code == 2);
  CHECK(has(unknown.err, "--only: the scenario has no option 'rentd'; did you mean 'rented'?"));

  const std::string split = source_file("scenarios/support-agent.yaml");
  const Json whole = run_json(split);
  for (const auto& [name, option] : whole["options"].items()) {
    if (option["kind"] != "split") continue;
    const Json alone =
        Json::parse(run({"run", split, "--only", name, "--format", "json", "--draws", "4096"}).out);
    CHECK(alone["options"].size() == 1);
    CHECK(alone["options"][name]["monthly_cost_usd"] == option["monthly_cost_usd"]);
  }
}

TEST_CASE("--sort, --columns and --json take figures by id or key, and say which was meant") {
  const std::string sorted = run({"run", article_file, "--sort", "accuracy"}).out;
  CHECK(sorted.find("\n  gpt-4o ") < sorted.find("\n  mistral-7b-api "));
  const std::string chosen = run({"run", article_file, "--columns", "accuracy,usd_per_mtok"}).out;
  CHECK(has(chosen, "accuracy  cost.per_mtok"));
  CHECK_FALSE(has(chosen, "to pay a month\n"));
  const Json fields = Json::parse(run({"run", article_file, "--json", "accuracy,kind"}).out);
  CHECK(fields["options"]["gpt-4o"].size() == 2);
  CHECK(fields["options"]["gpt-4o"]["kind"] == "api");
  CHECK(has(run({"run", article_file, "--sort", "acuracy"}).err, "did you mean 'accuracy'?"));
  CHECK(has(run({"run", article_file, "--json", "kid"}).err,
            "options have no key 'kid'; did you mean 'kind'?"));
  CHECK(run({"run", article_file, "--wide", "--columns", "accuracy"}).code == 2);
  CHECK(has(run({"run", article_file, "--format", "csv", "-v"}).err, "--verbose is of the table"));
}

TEST_CASE("what-if counts what did not move, and says where nothing did") {
  const Ran one = run({"what-if", article_file, "--set", "options.gpt-4o.discount=10%"});
  CHECK(has(one.out, "gpt-4o        $50,000  $45,000"));
  CHECK(has(one.out, "-$5,000"));
  CHECK(has(one.out, "10 options are as before: no figure changed."));
  CHECK_FALSE(has(one.out, "certain"));
  const Ran none = run({"what-if", article_file, "--set", "options.gpt-4o.discount=0%"});
  CHECK(has(none.out, "Nothing changed: all figures of all 11 options are as before."));
  CHECK(has(run({"what-if", article_file, "--wide", "--set", "options.gpt-4o.discount=10%"}).out,
            "claude-3-haiku"));
}
