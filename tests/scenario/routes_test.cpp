#include <fmt/format.h>

#include "every_key_rows.h"
#include "reading.h"

using namespace llmtco;

namespace {

double mean(const Result& result, const std::string& name, const Measure& measure) {
  const Statistics* found = option(result, name).find(measure);
  REQUIRE(found != nullptr);
  return found->mean.value;
}

/// What is wrong with a route of this policy.
std::string said_of_policy(const std::string& policy) { return complaints(route_scenario(policy)); }

/// Two options that cost $0.8 and $5 a request, as the article has them for a million tokens, and a route.
std::string article_scenario(const std::string& policy) {
  return "scenario: Routing\nas_of: 2026-09-23\nworkload:\n  chat: {requests: 1M/month, input_tokens: 500, "
         "output_tokens: 500}\noptions:\n"
         "  small: {kind: custom, lines: [{item: tokens, kind: invoiced, per_request: $0.02}], accuracy: "
         "70%}\n"
         "  large: {kind: custom, lines: [{item: tokens, kind: invoiced, per_request: $5}], accuracy: 80%}\n"
         "  x: {kind: route, policy: {by: " +
         policy + "}}\n";
}

}  // namespace

TEST_CASE("A28, A29: 80/20 by class costs 1.016, and a small model with 60 % saves at most 60 %") {
  const Result a28 = answer(article_scenario("class, shares: {chat: {small: 80%, large: 20%}}"));
  CHECK(mean(a28, "x", measures::cost_per_request) == doctest::Approx(0.8 * 0.02 + 0.2 * 5));
  CHECK(mean(a28, "x", measures::accuracy) == doctest::Approx(0.72));
  const Result a29 = answer(article_scenario("class, shares: {chat: {small: 60%, large: 40%}}"),
                            {"options.small.lines.0.per_request=$0.01"});
  CHECK(mean(a29, "x", measures::cost_per_request) == doctest::Approx(2.006));
  CHECK(1 - mean(a29, "x", measures::cost_per_request) / 5 < 0.60);
}

TEST_CASE("a cascade pays the first model always and the second where the judge doubts") {
  // Escalated 0.7 x 0.1 + 0.3 x 0.7 = 0.28; both right 0.56 + 0.4 x 0.183303 = 0.633321, only the second 0.166679:
  // right 0.63 + 0.0633321 + 0.7 x 0.166679 = 0.810007. Judge $0.01.
  const Result result =
      answer(article_scenario("judge, first: small, second: large, accepts_right: 90%, accepts_wrong: 30%, "
                              "correlation: 0.4, price: $0.01"));
  CHECK(mean(result, "x", measures::to_second_leg) == doctest::Approx(0.28));
  CHECK(mean(result, "x", measures::cost_per_request) == doctest::Approx(0.02 + 0.28 * 5 + 0.01));
  CHECK(mean(result, "x", measures::accuracy) == doctest::Approx(0.810007).epsilon(1e-5));
}

TEST_CASE("votes pay every sample, a cache of answers none of its hits") {
  const Result votes = answer(article_scenario("votes, of: small, samples: 3, correlation: 0.5"));
  CHECK(mean(votes, "x", measures::cost_per_request) == doctest::Approx(0.06));
  CHECK(mean(votes, "x", measures::accuracy) == doctest::Approx(0.714));
  const Result cache = answer(article_scenario("cache, of: large, hit_rate: 30%, wrong_hits: 4%"));
  CHECK(mean(cache, "x", measures::cost_per_request) == doctest::Approx(3.5));
  CHECK(mean(cache, "x", measures::accuracy) == doctest::Approx(0.8 * (1 - 0.3 * 0.04)));
}

TEST_CASE("a route through a route costs what both send on") {
  const std::string scenario =
      article_scenario("cache, of: y, hit_rate: 50%, wrong_hits: 0%") +
      "  y: {kind: route, policy: {by: class, shares: {chat: {small: 80%, large: 20%}}}}\n";
  const Result result = answer(scenario);
  CHECK(mean(result, "x", measures::cost_per_request) == doctest::Approx(0.5 * 1.016));
  CHECK(mean(result, "x", measures::accuracy) == doctest::Approx(0.72));
}

TEST_CASE("what a router by score costs falls with its threshold") {
  double before = 1e9;
  for (int t = 0; t <= 10; ++t) {
    const Result result = answer(article_scenario(fmt::format(
        "score, weak: small, strong: large, threshold: {}%, auc: 0.75, correlation: 0.4", 10 * t)));
    const double cost = mean(result, "x", measures::cost_per_request);
    CHECK(cost < before);
    before = cost;
  }
}

TEST_CASE("deciding call by call loses the caches of both legs, and costs more") {
  const std::string policy = "score, weak: low, strong: high, threshold: 60%, auc: 0.7, correlation: 0.4";
  const Result once = answer(route_scenario(policy)),
               each = answer(route_scenario(policy + ", decided: call"));
  CHECK(mean(each, "x", measures::lost_cache) > 0);
  CHECK(option(once, "x").find(measures::lost_cache) == nullptr);
  CHECK(mean(each, "x", measures::monthly_cost) > mean(once, "x", measures::monthly_cost));
  CHECK(mean(each, "x", measures::accuracy) == doctest::Approx(mean(once, "x", measures::accuracy)));
}

TEST_CASE("a leg that gets one class is simulated as a fleet that is asked for that class alone") {
  const std::string
      start = "scenario: Legs\nas_of: 2026-09-23\nworkload:\n",
      chat = "  chat: {requests: 26M/month, input_tokens: 600, output_tokens: 200, text: billed}\n",
      docs = "  docs: {requests: 2M/month, input_tokens: 4000, output_tokens: 200, text: billed}\n",
      own =
          "options:\n  own: {kind: rented, model: llama-3.1-8b, format: fp16, engine: vllm, "
          "accelerator: a100-80-sxm, gpus_per_replica: 1, price: $2/h, latency: "
          "surface}\n",
      rest =
          "  api: {kind: api, endpoint: openai/gpt-4o-mini, speed: {ttft: 0.5 s, "
          "tokens_per_second: 80 tokens/s}}\n"
          "  x: {kind: route, policy: {by: class, shares: {chat: {own: 100%}, docs: {api: "
          "100%}}}}\n";
  const Result both = simulated_answer(start + chat + docs + own + rest),
               alone = simulated_answer(start + chat + own);
  // The slowest tokens are those of the fleet: 12.5 ms behind the endpoint.
  const double leg = mean(both, "x", measures::tpot_p95);
  CHECK(leg == doctest::Approx(mean(alone, "own", measures::tpot_p95)).epsilon(1e-3));
  // Among documents answers wait for their prompts.
  CHECK(mean(both, "own", measures::tpot_p95) > 1.05 * leg);
}

TEST_CASE("routes that are none are refused at their places") {
  CHECK(said_of_policy("class, shares: {chat: {low: 60%, high: 30%}}") ==
        "s.yaml:8:55: the shares sum to 0.9, not to 1 at options.x.policy.shares.chat\n");
  CHECK(said_of_policy("votes, of: lwo, samples: 3, correlation: 0") ==
        "s.yaml:8:44: 'lwo' is no option of this scenario at options.x.policy.of; did you mean 'low'?\n");
  CHECK(said_of_policy("judge, first: low, second: low, accepts_right: 90%, accepts_wrong: 10%")
            .find("both legs are 'low'") != std::string::npos);
  CHECK(said_of_policy("class, shares: {caht: {low: 100%}}")
            .find("'caht' is no request class of this scenario") != std::string::npos);
  CHECK(said_of_policy("score, weak: low, strong: high, threshold: 50%")
            .find("a router by score has one of auc, curve and questions") != std::string::npos);
  const std::string curve = said_of_policy(
      "score, weak: low, strong: high, threshold: 50%, curve: [{share: 0, accuracy: 70%}, {share: 40%, "
      "accuracy: "
      "68%}, {share: 90%, accuracy: 75%}]");
  CHECK(curve.find("the curve is not monotone: 0.68 right behind 0.7 at options.x.policy.curve.1") !=
        std::string::npos);
  CHECK(curve.find("the curve ends at a share of 0.9, not at 1") != std::string::npos);
  CHECK(complaints(route_scenario("cache, of: y, hit_rate: 50%, wrong_hits: 0%") +
                   "  y: {kind: route, policy: {by: cache, of: x, hit_rate: 50%, wrong_hits: 0%}}\n")
            .find("requests go in a circle: x -> y -> x") != std::string::npos);
}
