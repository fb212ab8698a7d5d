#include <doctest/doctest.h>

#include <map>

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

TEST_CASE("exit codes of a check: warned of, without a base, on an unknown figure") {
  const std::vector<std::string> set{"workload.cases.growth_per_month=4%"};
  CHECK(checked("support-agent.yaml", set, {"--gate", "cost.monthly: increase < 2%", "--warn-only"}).code ==
        0);
  CHECK(checked("support-agent.yaml", set, {"--gate", "warn: cost.monthly: increase < 2%"}).code == 0);
  const std::string file = source_file("scenarios/support-agent.yaml");
  const Ran alone = run({"check", file, "--gate", "cost.monthly: increase < 2%"});
  CHECK(alone.code == 2);
  CHECK(has(alone.err, "needs a base to compare with"));
  const Ran unknown = run({"check", file, "--gate", "cost.montly < $5k"});
  CHECK(unknown.code == 2);
  CHECK(has(unknown.err, "cost.monthly"));
}
