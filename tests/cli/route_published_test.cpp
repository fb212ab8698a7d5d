#include <doctest/doctest.h>

#include <cstdlib>

#include "results.h"

// Routes as the program tells them: published answers to questions, the article's arithmetic, large files, mistakes.

namespace {

/// Two options of known costs a request, right on 70 and 80 %, and a route x.
std::string routed(const std::string& policy, const std::string& small = "$0.02") {
  return "scenario: Routing\nas_of: 2026-11-25\n"
         "workload:\n  chat: {requests: 1M/month, input_tokens: 500, output_tokens: 500, text: billed}\n"
         "options:\n"
         "  small: {kind: custom, lines: [{item: tokens, kind: invoiced, per_request: " +
         small +
         "}], accuracy: 70%}\n"
         "  large: {kind: custom, lines: [{item: tokens, kind: invoiced, per_request: $5.00}], accuracy: "
         "80%}\n"
         "  x: {kind: route, policy: {" +
         policy + "}}\n";
}

double cost_of_x(const std::string& scenario) {
  const Ran ran = fed(scenario, {"run", "-", "--draws", "1024", "--format", "json"});
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  return Json::parse(ran.out)["options"]["x"]["cost_per_request_usd"]["mean"].get<double>();
}

std::string mistakes(const std::string& policy, const std::string& more = "") {
  return fed(routed(policy) + more, {"check", "-"}).err;
}

}  // namespace

TEST_CASE("A28, A29: 80/20 routing, and the ceiling on what a small model saves") {
  const auto shares = [](const char* small, const char* large) {
    return std::string("by: class, shares: {chat: {small: ") + small + ", large: " + large + "}}";
  };
  CHECK(cost_of_x(routed(shares("80%", "20%"))) == doctest::Approx(1.016));
  CHECK(cost_of_x(routed(shares("80%", "20%"), "$0.30")) == doctest::Approx(1.24));
  const double ceiling = cost_of_x(routed(shares("60%", "40%"), "$0.01"));
  CHECK(ceiling == doctest::Approx(2.006));
  CHECK(1 - ceiling / 5 == doctest::Approx(0.5988));
  CHECK(1 - ceiling / 5 < 0.60);
}

TEST_CASE("published answers to MMLU through the program: two models, who knows, and mixes by lot") {
  const char* folder = std::getenv("LLMTCO_REFERENCE");
  if (folder == nullptr) return;
  const Ran ran = fed(routed("by: score, weak: small, strong: large, threshold: 50%, auc: 0.7"),
                      {"route", "-", "--questions", std::string(folder) + "/router_mmlu.csv", "--draws",
                       "1024", "--share", "17.78%", "--format", "json"});
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  const Json all = Json::parse(ran.out);
  const auto within_a_twentieth_of_a_point = [](double found, double published) {
    CHECK(found > published - 0.0005);
    CHECK(found < published + 0.0005);
  };
  const double weak = all["weak_accuracy"], strong = all["strong_accuracy"];
  within_a_twentieth_of_a_point(weak, 0.6808);
  within_a_twentieth_of_a_point(strong, 0.8058);
  within_a_twentieth_of_a_point(all["perfect"]["accuracy"], 0.8586);
  within_a_twentieth_of_a_point(all["perfect"]["strong_share"], 0.1778);
  within_a_twentieth_of_a_point(all["chosen"]["perfect_accuracy"], 0.8586);
  for (const Json& point : all["front"]) {
    const double share = point["strong_share"];
    within_a_twentieth_of_a_point(point["accuracy"], weak + share * (strong - weak));
  }
}

TEST_CASE("a file of more questions than a beta is drawn for") {
  std::string questions = "strong_correct,weak_correct,score\n";
  for (int i = 0; i < 250'000; ++i) {
    questions += i % 10 < 8 ? "1," : "0,";
    questions += i % 3 < 2 ? "1," : "0,";
    questions += std::to_string(i % 1000 / 1000.0).substr(0, 5) + "\n";
  }
  const Folder folder;
  folder.write("many.csv", questions);
  const Ran ran = fed(routed("by: score, weak: small, strong: large, threshold: 50%, auc: 0.7"),
                      {"route", "-", "--questions", folder / "many.csv", "--draws", "1024", "--points", "11",
                       "--threshold", "0.5", "--format", "json"});
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  const Json chosen = Json::parse(ran.out)["chosen"];
  CHECK(chosen["strong_share"].get<double>() == doctest::Approx(0.5).epsilon(0.01));
  // 125,000 each: deviations of 0.4 / sqrt(125,000) and 0.47 / sqrt(125,000), by a half: 0.09 points, 1.645 to each side.
  const double width = chosen["accuracy_p95"].get<double>() - chosen["accuracy_p5"].get<double>();
  CHECK(width == doctest::Approx(2 * 1.645 * 0.00087).epsilon(0.1));
}

TEST_CASE("what is wrong with a route is told at its place, with what was meant") {
  CHECK(mistakes("by: class, shares: {chat: {small: 80%, large: 30%}}")
            .find("stdin:8:55: error: the shares sum to 1.1, not to 1") != std::string::npos);
  CHECK(mistakes("by: step, first: large, later: smal").find("'smal' is no option of this scenario") !=
        std::string::npos);
  CHECK(mistakes("by: step, first: large, later: smal").find("did you mean 'small'?") != std::string::npos);
  CHECK(mistakes("by: step, first: large, later: large")
            .find("stdin:8:28: error: all calls are made by 'large'") != std::string::npos);
  CHECK(mistakes("by: step, first: x, later: small").find("'x' is the route itself") != std::string::npos);
  CHECK(mistakes("by: step, first: y, later: small",
                 "  y: {kind: route, policy: {by: cache, of: x, hit_rate: 1%, wrong_hits: 0%}}\n")
            .find("stdin:8:3: error: requests go in a circle: x -> y -> x") != std::string::npos);
  CHECK(mistakes("by: step, first: y, later: small",
                 "  y: {kind: route, policy: {by: step, first: large, later: small}}\n")
            .find("calls go by step to 'y', which shares them by step again") != std::string::npos);
  CHECK(mistakes(
            "by: score, weak: small, strong: large, threshold: 50%, harder_per_month: 1%, curve: [{share: 0, "
            "accuracy: 60%}, {share: 1, accuracy: 70%}]")
            .find("questions get harder beside an auc") != std::string::npos);
}
