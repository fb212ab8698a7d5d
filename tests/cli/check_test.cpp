#include <doctest/doctest.h>

#include <sys/wait.h>

#include <cmath>
#include <cstdlib>
#include <map>

#include "bad_inputs.h"
#include "results.h"

namespace {

/// A shipped scenario, changed, against itself.
Ran checked(const std::string& scenario, const std::vector<std::string>& sets,
            const std::vector<std::string>& more) {
  const std::string file = source_file("scenarios/" + scenario);
  std::vector<std::string> args{"check", file, "--base-scenario", file, "--draws", "2048"};
  args.insert(args.end(), more.begin(), more.end());
  return run(with_sets(args, sets));
}

const std::vector<std::string> dearer{"--gate", "cost.monthly: increase < 2%", "--format", "json"};

/// Kinds of the causes of an option, by path.
std::map<std::string, std::string> kinds_of(const Json& check, const std::string& option) {
  std::map<std::string, std::string> kinds;
  for (const Json& cause : check["attributions"].at(option).at("causes"))
    kinds[cause["path"].get<std::string>()] = cause["kind"].get<std::string>();
  return kinds;
}

}  // namespace

TEST_CASE("an unchanged scenario keeps its gates, and nothing has a cause") {
  const Ran ran = checked("support-agent.yaml", {}, dearer);
  REQUIRE(ran.code == 0);
  const Json check = Json::parse(ran.out);
  CHECK(check["verdict"] == "pass");
  CHECK(check["attributions"].empty());
  for (const Json& gate : check["gates"]) CHECK(gate["difference"] == 0);
}

TEST_CASE("one change that moves several options is told once") {
  const std::string told =
      checked("article.yaml", {"workload.queries.requests=+10%"}, {"--gate", "cost.monthly: increase < 5%"})
          .out;
  const std::size_t at = told.find("workload.queries.requests (10M/month -> 10M/month +10%)");
  REQUIRE_MESSAGE(at != told.npos, told);
  CHECK(told.find("workload.queries.requests", at + 1) ==
        told.find("workload.queries.requests=+10%", at + 1));
  CHECK(has(told, "\n    gpt-4o +$5,000 a month\n"));
}

TEST_CASE("a change of every kind fails the gate and is called what it is") {
  const Ran ran = checked(
      "support-agent.yaml",
      {"workload.cases.growth_per_month=4%", "workload.cases.output_tokens=300", "options.sonnet.discount=5%",
       "variables.cases=200k to 300k/month", "options.llama-70b-h100.gpus_per_replica=8"},
      dearer);
  REQUIRE(ran.code == 1);
  const Json check = Json::parse(ran.out);
  auto kinds = kinds_of(check, "sonnet");
  CHECK(kinds["workload.cases.growth_per_month"] == "volume");
  CHECK(kinds["variables.cases"] == "volume");
  CHECK(kinds["workload.cases.output_tokens"] == "tokens");
  CHECK(kinds["options.sonnet.discount"] == "price");
  // What another option is changed in is no cause here.
  CHECK_FALSE(kinds.contains("options.llama-70b-h100.gpus_per_replica"));
  CHECK(kinds_of(check, "llama-70b-h100")["options.llama-70b-h100.gpus_per_replica"] == "efficiency");
}

TEST_CASE("the worked repository: each change has its verdict and its cause") {
  struct Row {
    const char *file, *verdict, *option, *path, *kind;
    double share;  // of the option's bill
  };
  // price: $1.25 to $1.35 on average, 8 % more. prompt: a thirtieth more input, which is 740 x $2.50 of
  // 740 x $2.50 + 319 x $10, so 1.2 %. model: $0.15 and $0.60 for $2.50 and $10. forecast: means of 1.334M and 0.985M.
  const Row rows[] = {
      {"price", "fail", "contract", "variables.token_price", "price", 0.080},
      {"prompt", "pass", "hosted", "workload.chat.input_tokens", "tokens", 0.0122},
      {"model", "pass", "hosted", "options.hosted.endpoint", "efficiency", -0.94},
      {"forecast", "fail", "hosted", "variables.demand", "volume", 0.354},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.file));
    const std::string folder = source_file("docs/check/");
    const Ran ran = run({"check", folder + row.file + ".yaml", "--base-scenario", folder + "base.yaml",
                         "--draws", "4096", "--format", "json"});
    CHECK(ran.code == (std::string(row.verdict) == "fail" ? 1 : 0));
    const Json check = Json::parse(ran.out);
    CHECK(check["verdict"] == row.verdict);
    CHECK(check["attribution_option"] == row.option);
    REQUIRE(check["attribution"].size() == 1);
    const Json& cause = check["attribution"][0];
    CHECK(cause["path"] == row.path);
    CHECK(cause["kind"] == row.kind);
    CHECK(has(cause["place"], std::string(row.file) + ".yaml:"));
    const Json& all = check["attributions"][row.option];
    const double share = cause["share_usd"], base = all["base_usd"], candidate = all["candidate_usd"];
    CHECK(share / base == doctest::Approx(row.share).epsilon(0.015));
    CHECK(std::abs(share - (candidate - base)) < 1e-12 * base);
  }
}

TEST_CASE("what no check can be made of is said, and nothing else") {
  const std::string asked = "cost.monthly < $5k";
  check(std::vector<Usage>{
      {{"check", "s.yaml", "--gate", "cost.montly < $5"},
       2,
       "--gate:1:1: error: there is no figure 'cost.montly' in the gate 'cost.montly < $5'; did you mean "
       "'cost.monthly'?\n  cost.montly < $5\n  ^\n"},
      {{"check", "s.yaml", "--gate", asked, "--gate", "cost.monthly > $6k"},
       2,
       "--gate 2:1:1: error: no result can keep both the gate 'cost.monthly > $6k' and the gate "
       "'cost.monthly < "
       "$5k'; take one of them away\n  cost.monthly > $6k\n  ^\n"},
      {{"check", "s.yaml", "--gate", "cost.monthly: increase < 5%"},
       2,
       "--gate:1:1: error: the gate 'cost.monthly: increase < 5%' needs a base to compare with; name it with "
       "--base-scenario or --baseline\n  cost.monthly: increase < 5%\n  ^\n"},
      {{"check", "s.yaml"},
       2,
       "llmtco: error: there is no gate to check; write gates: in the scenario, or --gate 'cost.monthly: "
       "increase < "
       "5%'\n"},
      {{"check", "s.yaml", "--gate", asked, "--option", "hostd", "--warn-only"},
       2,
       "llmtco: error: --option: the scenario has no option 'hostd'; did you mean 'hosted'?\n"},
      {{"check", "s.yaml", "--gate", asked, "--warn-only", "--base-scenario", "no.yaml"},
       4,
       "llmtco: error: no.yaml: no such file\n"},
      {{"check", "s.yaml", "--gate", asked, "--warn-only", "--baseline", "no.json"},
       4,
       "llmtco: error: no.json: no such file\n"},
      {{"check", "s.yaml", "--gate", asked, "-o", "json=x", "-o", "junit=x"},
       2,
       "llmtco: error: --output: two formats for the file 'x'\n"},
      {{"check", "-", "--base-scenario", "-", "--gate", asked},
       2,
       "stdin:1:1: error: there is nothing in this file\n  \n  ^\n"},
  });
}

TEST_CASE("a baseline is run again, or refused with the reason") {
  const Folder folder;
  const std::string scenario = read_text_file(test_file("bad_base.yaml"));
  const std::string file = folder.write("s.yaml", scenario), stored = folder / "b.json";
  const std::vector<std::string> update{"check",   file,  "--baseline", stored, "--update-baseline",
                                        "--draws", "1024"};
  CHECK(run(Call{.args = update, .environment = {{"CI", "true"}}}).code == 2);
  std::vector<std::string> forced = update;
  forced.emplace_back("--force");
  CHECK(run(Call{.args = forced, .environment = {{"CI", "true"}}}).code == 0);
  CHECK(run(Call{.args = update, .environment = {{"CI", ""}}}).code == 0);
  const std::string result = read_text_file(stored);
  struct Row {
    const char *old, *by;  // in the result
    int code;
    const char* says;
  };
  const Row rows[] = {
      {"", "", 0, ""},
      {"\"schema_version\": 2", "\"schema_version\": 3", 2, "written by a newer llmtco"},
      {"\"tool_version\": \"", "\"tool_version\": \"9", 0, "the baseline is of llmtco 9"},
      {"\"catalogue_sha256\": \"", "\"catalogue_sha256\": \"0", 0, "the baseline is of another catalogue"},
      {"scenario: A test", "scenario: Another", 2,
       "a result of another scenario, 'Another', not of 'A test'"},
      {"\"inputs\"", "\"outputs\"", 2, "it does not carry the scenario it was made of"},
      {"accuracy: 80%", "acuracy: 80%", 2, "did you mean 'accuracy'?"},
      {"input_tokens: 700", "input_tokens: 900", 2, "is not what its inputs come to"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.by));
    std::string text = result;
    const std::size_t at = text.find(row.old);
    REQUIRE(at != text.npos);
    const std::string changed = folder.write("c.json", text.replace(at, std::string(row.old).size(), row.by));
    const Ran ran = run({"check", file, "--baseline", changed, "--gate", "cost.monthly: increase < 5%",
                         "--draws", "1024", "--warn-only"});
    CHECK(ran.code == row.code);
    CHECK_MESSAGE(has(row.code == 0 ? ran.out : ran.err, row.says), ran.err);
  }
  // Another program that came to other numbers: what moved with it is a cause of its own.
  std::string other = result;
  for (const auto& each : {rows[2], rows[7]}) {
    const std::size_t at = other.find(each.old);
    other.replace(at, std::string(each.old).size(), each.by);
  }
  const Ran moved = run({"check", file, "--baseline", folder.write("c.json", other), "--gate",
                         "cost.monthly: increase < 50%", "--draws", "1024", "--format", "json"});
  REQUIRE(moved.code == 0);
  auto kinds = kinds_of(Json::parse(moved.out), "hosted");
  CHECK(kinds["workload.chat.input_tokens"] == "tokens");
  CHECK(kinds["the program"] == "program");
  const std::string cut = folder.write("c.json", result.substr(0, result.size() / 2));
  const Ran ran = run({"check", file, "--baseline", cut, "--gate", "cost.monthly: increase < 5%"});
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "c.json:"));
}

TEST_CASE("exit codes of a check") {
  const std::string dear = "hosted.cost.monthly < $100", kept = "hosted.cost.monthly < $5k";
  struct Row {
    std::vector<std::string> args, sets;
    int code;
  };
  const std::string none_fits = "options.rented.accelerator=l4", tight = "budget=$200/month";
  const std::string slow = "workload.chat.slo={ttft_p95: 10 s}";
  const std::string strict = "workload.chat.slo={accuracy: 95%}", close = "hosted.cost.monthly.p95 < $382";
  const Row rows[] = {
      {{"--gate", kept}, {}, 0},
      {{"--gate", dear}, {}, 1},
      {{"--gate", "warn: " + dear}, {}, 0},
      {{"--gate", dear, "--warn-only"}, {}, 0},
      {{"--gate", kept, "--gate", dear}, {}, 1},
      // The option that matters: able to serve, within the budget and its limits, whatever the others are.
      {{"--gate", kept, "--option", "hosted"}, {none_fits, slow}, 0},
      {{"--gate", kept, "--option", "rented"}, {none_fits, "options.rented.model=llama-3.1-405b"}, 3},
      {{"--gate", kept, "--option", "rented", "--warn-only"}, {"options.rented.model=llama-3.1-405b"}, 3},
      {{"--gate", kept, "--option", "hosted"}, {tight}, 1},
      {{"--gate", kept, "--option", "bill"}, {"budget=$600/month"}, 0},
      {{"--gate", kept, "--option", "hosted"}, {strict}, 1},
      {{"--gate", kept}, {tight, strict}, 0},
      // What 1,024 draws leave open.
      {{"--gate", close, "--max-draws", "1024"}, {}, 0},
      {{"--gate", close, "--max-draws", "1024", "--inconclusive", "pass"}, {}, 0},
      {{"--gate", close, "--max-draws", "1024", "--inconclusive", "fail"}, {}, 1},
      {{"--gate", close, "--max-draws", "1024", "--inconclusive", "fail", "--warn-only"}, {}, 0},
  };
  for (const Row& row : rows) {
    std::vector<std::string> args{"check", test_file("bad_base.yaml"), "--draws", "1024"};
    args.insert(args.end(), row.args.begin(), row.args.end());
    args = with_sets(args, row.sets);
    std::string words;
    for (const std::string& arg : args) words += arg + " ";
    CAPTURE(words);
    const Ran ran = run(args);
    CHECK_MESSAGE(ran.code == row.code, (ran.out + ran.err));
  }
}

TEST_CASE("the script of CI and hooks compares with a commit, and ends with the worst code") {
  if (std::system("command -v git > /dev/null") != 0) {
    MESSAGE("skipped: no git");
    return;
  }
  const Folder folder;
  const std::string base = read_text_file(source_file("docs/check/base.yaml"));
  folder.write("a b.yaml", base);
  const auto shell = [&](const std::string& command) {
    const int status = std::system(("cd '" + folder.path() + "' && " + command + " > log 2>&1").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  };
  REQUIRE(shell("git init -q && git add . && git -c user.name=a -c user.email=a@b commit -qm base") == 0);
  const std::string script = "'" + source_file("tools/check-scenarios.sh") + "' --draws=1024 ";
  CHECK(shell(script + "'a b.yaml'") == 0);
  folder.write("a b.yaml", read_text_file(source_file("docs/check/price.yaml")));
  folder.write("new.yaml", base);
  CHECK(shell(script + "--reports=out new.yaml 'a b.yaml' new.yaml") == 1);
  CHECK(has(read_text_file(folder / "out/a b.md"), "1 of 7 gates fails"));
  CHECK(shell(script + "--warn-only 'a b.yaml'") == 0);
  CHECK(shell(script + "--base=none 'a b.yaml'") == 4);
  CHECK(shell(script + "'--gate=cost.montly < $5' 'a b.yaml' new.yaml") == 2);
}
