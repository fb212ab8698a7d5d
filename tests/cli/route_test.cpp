#include <doctest/doctest.h>

#include <sstream>

#include "results.h"

namespace {

const std::string support = source_file("scenarios/router-support.yaml");

/// 1,000 questions, scored: strong right on 0.8, weak on 0.7 of them, both on 0.62, the first fifth needing the strong one.
std::string questions() {
  std::string text = "question_id,strong_correct,weak_correct,score\n";
  for (int i = 0; i < 1000; ++i) {
    const bool strong = i < 800, weak = i >= 180 && i < 880;
    text += std::to_string(i) + (strong ? ",1" : ",0") + (weak ? ",1," : ",0,") +
            std::to_string(1 - i / 1000.0).substr(0, 5) + "\n";
  }
  return text;
}

Json route_json(const std::vector<std::string>& more) {
  std::vector<std::string> args{"route", support, "--draws", "1024", "--format", "json"};
  args.insert(args.end(), more.begin(), more.end());
  const Ran ran = run(args);
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  return Json::parse(ran.out);
}

}  // namespace

TEST_CASE(
    "a router at 101 thresholds: the dearer the more it sends, and never above what either model knows") {
  const Json all = route_json({});
  REQUIRE(all["front"].size() == 101);
  double before = 1e18;
  for (const Json& point : all["front"]) {
    CHECK(point["monthly_cost_usd"].get<double>() < before);
    before = point["monthly_cost_usd"];
    CHECK(point["accuracy"].get<double>() <= all["perfect"]["accuracy"].get<double>());
    CHECK(point["accuracy"].get<double>() <= point["perfect_accuracy"].get<double>() + 1e-3);
    CHECK(point["accuracy"].get<double>() >= point["random_accuracy"].get<double>() - 1e-3);
    CHECK(point["saved"].get<double>() <= 1 - point["strong_share"].get<double>() + 1e-9);
  }
  CHECK(all["front"][0]["accuracy"].get<double>() == doctest::Approx(all["strong_accuracy"].get<double>()));
  CHECK(all["front"][100]["accuracy"].get<double>() == doctest::Approx(all["weak_accuracy"].get<double>()));
  CHECK(all["chosen"].is_null());
}

TEST_CASE("the chosen point keeps the floor, and no cheaper one does") {
  const Json all = route_json({"--min-accuracy", "78%", "--points", "21"});
  const Json chosen = all["chosen"];
  CHECK(chosen["accuracy"].get<double>() >= 0.78);
  for (const Json& point : all["front"]) {
    if (point["monthly_cost_usd"] < chosen["monthly_cost_usd"]) CHECK(point["accuracy"].get<double>() < 0.78);
    CHECK(point["p_keeps_floor"].get<double>() >= 0);
  }
  CHECK(chosen["p_keeps_floor"].get<double>() >= 0.4);
  CHECK(run({"route", support, "--draws", "1024", "--points", "5", "--min-accuracy", "99%"}).code == 3);
}

TEST_CASE("each figure of the table stands below its heading, whatever is asked for") {
  const auto rows = [](std::vector<std::string> more) {
    more.insert(more.begin(), {"route", support, "--draws", "1024", "--points", "3"});
    std::istringstream text(run(more).out);
    std::vector<std::string> all;
    for (std::string each; std::getline(text, each);) {
      if (!all.empty() && each.empty()) break;
      if (!all.empty() || each.find("threshold") != each.npos) all.push_back(each);
    }
    return all;
  };
  const auto plain = rows({}), floor = rows({"--min-accuracy", "70%"}), limit = rows({"--max-e2e", "60"});
  REQUIRE(plain.size() == 4);
  REQUIRE(floor.size() == 4);
  REQUIRE(limit.size() == 4);
  CHECK(plain[0].ends_with("missed"));
  CHECK(floor[0].ends_with("keeps floor"));
  CHECK(limit[0].ends_with("slowest 5 %"));
  for (std::size_t i = 1; i < 4; ++i) {
    CHECK(plain[i].size() == plain[0].size());
    CHECK(floor[i].ends_with(" %"));
    CHECK(limit[i].ends_with(" s"));
  }
}

TEST_CASE("questions tell of a router what a count of them tells") {
  const Folder folder;
  folder.write("q.csv", questions());
  const Json all = route_json({"--questions", folder / "q.csv", "--share", "18%"});
  CHECK(all["weak_accuracy"] == 0.7);
  CHECK(all["strong_accuracy"] == 0.8);
  CHECK(all["perfect"]["accuracy"] == 0.88);
  CHECK(all["perfect"]["strong_share"] == 0.18);
  CHECK(all["auc"] == 1);
  CHECK(all["chosen"]["strong_share"].get<double>() == doctest::Approx(0.18));
  CHECK(all["chosen"]["accuracy"].get<double>() == doctest::Approx(0.88));
  CHECK(all["chosen"]["accuracy_p5"].get<double>() < 0.88);
}

TEST_CASE("a log judges the chosen point, and mistakes are told at their places") {
  const Folder folder;
  std::string log = "sent_to,propensity,correct\n";
  for (int i = 0; i < 500; ++i) log += i % 2 == 0 ? "strong,0.5,1\n" : "weak,0.5,0\n";
  folder.write("log.csv", log);
  const Json all = route_json({"--points", "3", "--threshold", "0", "--log", folder / "log.csv"});
  CHECK(all["off_policy"]["doubly_robust"]["value"].get<double>() == doctest::Approx(1));
  folder.write("bad.csv", "strong_correct,weak_correct\n1,2\n");
  const Ran bad = run({"route", support, "--questions", folder / "bad.csv"});
  CHECK(bad.code == 2);
  CHECK(bad.err.find("bad.csv:2:3: error: '2' is neither 1 (right) nor 0 (wrong)") != std::string::npos);
  CHECK(run({"route", support, "--questions", folder / "none.csv"}).code == 4);
  CHECK(run({"route", support, "cascade"}).err ==
        "llmtco: error: 'cascade' is no route by score; there is routed\n");
}

TEST_CASE("a fleet among the legs is simulated for the front as for a run") {
  const std::string scenario =
      "scenario: By score\nas_of: 2026-11-25\nworkload:\n"
      "  chat: {requests: 26M/month, input_tokens: 600, output_tokens: 200, text: billed}\noptions:\n"
      "  own: {kind: rented, model: llama-3.1-8b, format: fp16, engine: vllm, accelerator: a100-80-sxm, "
      "gpus_per_replica: 1, price: $2/h, accuracy: 70%}\n"
      "  api: {kind: api, endpoint: openai/gpt-4o, accuracy: 82%, speed: {ttft: 0.5 s, tokens_per_second: 80 "
      "tokens/s}}\n"
      "  x: {kind: route, policy: {by: score, weak: own, strong: api, threshold: 75%, auc: 75%, correlation: "
      "0.4}}\n";
  const std::vector<std::string> drawn{"--draws", "1024", "--latency", "surface", "--format", "json"};
  std::vector<std::string> front{"route", "-", "--points", "5", "--max-e2e", "30"}, all{"run", "-"};
  front.insert(front.end(), drawn.begin(), drawn.end());
  all.insert(all.end(), drawn.begin(), drawn.end());
  const Json point = Json::parse(fed(scenario, front).out)["front"][3],
             option = Json::parse(fed(scenario, all).out)["options"]["x"];
  CHECK(point["threshold"].get<double>() == 0.75);
  CHECK(point["monthly_cost_usd"] == option["monthly_cost_usd"]["mean"]);
  CHECK(point["e2e_p95_s"] == option["e2e_s"]["p95"]["mean"]);
}
