#include <doctest/doctest.h>

#include <algorithm>

#include "reading.h"

using namespace llmtco;

namespace {

std::string reasoning_scenario(const std::string& requests, const std::string& options) {
  return "scenario: Tokens\nas_of: 2026-09-23\nhorizon: 1 months\nworkload:\n  w: {requests: 1M/month, " +
         requests + "}\noptions:\n" + options;
}

std::string api_option(const std::string& name, const std::string& endpoint, const std::string& more = "") {
  return "  " + name + ": {kind: api, endpoint: " + endpoint + more + "}\n";
}

double cost(const Result& result, const std::string& name) {
  return option(result, name).find(measures::monthly_cost)->mean.value;
}

std::string cheapest(const Result& result) {
  const auto least = [](const OptionResult& o) { return o.find(measures::monthly_cost)->mean.value; };
  return std::min_element(result.options.begin(), result.options.end(),
                          [&](const OptionResult& a, const OptionResult& b) { return least(a) < least(b); })
      ->name;
}

const std::string plain = "input_tokens: 1000, output_tokens: 300";

}  // namespace

TEST_CASE("thoughts are billed as output beside the answer, of the models that think") {
  // GPT-4o 1,000 x $2.50 + 300 x $10 a million: $5,500; o4-mini 1,000 x $1.10 + 1,800 x $4.40: $9,020.
  const Result result = answer(
      reasoning_scenario(plain + ", reasoning_tokens: 1500",
                         api_option("gpt-4o", "openai/gpt-4o") + api_option("o4-mini", "openai/o4-mini")));
  CHECK(cost(result, "gpt-4o") == doctest::Approx(5500).epsilon(1e-12));
  CHECK(cost(result, "o4-mini") == doctest::Approx(9020).epsilon(1e-12));
}

TEST_CASE("thoughts are read again between tools, and not between turns") {
  // Turns: 10 x 2,000 + 500 x 45 = 42,500 read a chat. Tools: 10 x 2,000 + 1,700 x 45 = 96,500.
  const auto chat = [](const std::string& between) {
    return cost(
        answer("scenario: Chat\nas_of: 2026-09-23\nhorizon: 1 months\nworkload:\n  chats: {requests: "
               "100k/month, input_tokens: 2000, output_tokens: 300, reasoning_tokens: 1200, agent: {calls: "
               "10, new_tokens_per_call: 200" +
               between + "}}\noptions:\n  gpt-5: {kind: api, endpoint: openai/gpt-5}\n"),
        "gpt-5");
  };
  CHECK(chat(", between: turns") == doctest::Approx(20312.50).epsilon(1e-12));
  CHECK(chat(", between: tools") == doctest::Approx(27062.50).epsilon(1e-12));
  CHECK(chat("") == doctest::Approx(27062.50).epsilon(1e-12));
}

TEST_CASE("tokens of which nobody says what they count are billed as they stand") {
  const Result result = answer(reasoning_scenario(
      plain, api_option("claude", "anthropic/claude-sonnet-4-5") + api_option("gpt-5", "openai/gpt-5")));
  CHECK(cost(result, "claude") == doctest::Approx(7500).epsilon(1e-12));  // 1,000 x $3 + 300 x $15
  CHECK(cost(result, "gpt-5") == doctest::Approx(4250).epsilon(1e-12));   // 1,000 x $1.25 + 300 x $10
}

TEST_CASE("a model's tokenizer, answers and thoughts count where the kind of text is named") {
  const Study study = good_study(
      reasoning_scenario(plain + ", text: prose", api_option("claude", "anthropic/claude-sonnet-4-5") +
                                                      api_option("gpt-5", "openai/gpt-5") +
                                                      api_option("gpt-4o", "openai/gpt-4o")));
  const ClassCounting &claude = study.options[0].counting[0], &gpt_5 = study.options[1].counting[0],
                      &gpt_4o = study.options[2].counting[0];
  const auto names = study.variables.names();
  const auto drawn = [&](const char* name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  CHECK(drawn("tokens.claude-3.input.prose"));
  CHECK(drawn("reasoning.gpt-5.high"));
  CHECK(drawn("length.gpt-4o"));
  CHECK(claude.reasoning.is_known());  // it is asked not to think
  CHECK(claude.input.node == claude.output.node);
  CHECK(gpt_5.input.constant == 1);  // the reference
  CHECK(gpt_4o.reasoning.constant == 0);
  CHECK(
      study.variables.origin(study.options[1].assumed.back().words).source ==
      "gpt-5 writes 1.8 to 14.6 tokens of thought for each of its answer, at effort high: the upper end was "
      "measured on hard questions (artificial-analysis-leaderboards @ed1690f by oolong-tea-2026), the lower "
      "is an "
      "eighth of it");
}

TEST_CASE("twice the factor is twice the token lines, exactly") {
  const auto lines = [](const std::string& tokens) {
    const Result result = answer(
        reasoning_scenario("input_tokens: {mean: 1000 to 3000, cv: 0.5}, output_tokens: 200 to 400, "
                           "shared_prefix: 300, agent: {calls: 3 to 6, new_tokens_per_call: 100}",
                           api_option("a", "deepseek/deepseek-flash", ", cache: {hit_rate: 60%}" + tokens)));
    std::vector<double> amounts;
    for (const LineResult& line : option(result, "a").lines) amounts.push_back(line.monthly_usd.mean.value);
    return amounts;
  };
  const std::vector<double> once = lines(", tokens: {input: 1, output: 1}");
  const std::vector<double> twice = lines(", tokens: {input: 2, output: 2}");
  REQUIRE(once.size() == twice.size());
  REQUIRE(once.size() >= 4);
  for (std::size_t i = 0; i < once.size(); ++i) CHECK(twice[i] == 2 * once[i]);
}

TEST_CASE("what was counted at a model is never multiplied, and goes before its factors") {
  const std::string text = reasoning_scenario(
      plain + ", text: prose",
      api_option("all", "openai/gpt-5",
                 ", measured: {w: {input_tokens: 1100, output_tokens: 250, reasoning_tokens: 750}}") +
          api_option("billed", "openai/gpt-5",
                     ", tokens: {reasoning: 9}, measured: {w: {input_tokens: 1100, output_tokens: "
                     "1000}}") +
          api_option("own", "openai/gpt-5", ", tokens: {input: 1.1, output: 0.5, reasoning: 4}"));
  const Result result = answer(text);
  CHECK(cost(result, "all") == doctest::Approx(1100 * 1.25 + 1000 * 10));
  CHECK(cost(result, "billed") == doctest::Approx(1100 * 1.25 + 1000 * 10));
  CHECK(cost(result, "own") == doctest::Approx(1100 * 1.25 + 150 * 5 * 10));
}

TEST_CASE("factors known of a model hold for every option on it, in the same draws") {
  const std::string options = api_option("a", "openai/gpt-5") +
                              api_option("b", "openai/gpt-5", ", discount: 5%") +
                              api_option("c", "openai/gpt-5", ", tokens: {reasoning: 2 to 5}");
  const Study study = good_study("models: {gpt-5: {tokens: {reasoning: 2 to 5, input: 1.1}}}\n" +
                                 reasoning_scenario(plain, options));
  CHECK(study.options[0].counting[0].reasoning.node == study.options[1].counting[0].reasoning.node);
  CHECK(study.options[0].counting[0].reasoning.node == study.options[2].counting[0].reasoning.node);
  CHECK(study.options[2].counting[0].input.constant == 1.1);
}

TEST_CASE("tools are wrapped in tokens of their provider's") {
  // 600 of 1,000 are tools at 2.06 for each; the rest prose.
  const Study study = good_study(reasoning_scenario(plain + ", text: prose, tool_tokens: 600",
                                                    api_option("claude", "anthropic/claude-sonnet-4-5")));
  CHECK(study.options[0].counting[0].tools.constant == 2.06);
}

TEST_CASE("thoughts delay the first token a reader sees and the whole answer, not each token") {
  const Result result = answer(reasoning_scenario(
      plain, api_option("a", "openai/gpt-4o", ", speed: {ttft: 1 s, tokens_per_second: 100 tokens/s}") +
                 api_option("b", "openai/gpt-4o",
                            ", speed: {ttft: 1 s, tokens_per_second: 100 tokens/s}, "
                            "tokens: {reasoning: 2}")));
  const auto median = [&](const char* name, const measures::Times& kind) {
    return option(result, name).find(kind.p50)->mean.value;
  };
  CHECK(median("a", measures::ttft) == doctest::Approx(1));
  CHECK(median("b", measures::ttft) == doctest::Approx(1 + 600 * 0.01));
  CHECK(median("a", measures::e2e) == doctest::Approx(1 + 299 * 0.01));
  CHECK(median("b", measures::e2e) == doctest::Approx(1 + 899 * 0.01));
  CHECK(median("b", measures::tpot) == doctest::Approx(0.01));
}

TEST_CASE("a fleet keeps thoughts in its memory and needs more replicas for them") {
  const std::string fleet =
      "  {}: {kind: rented, model: qwen3-32b, format: fp8, engine: vllm, accelerator: h100-80-sxm, "
      "gpus_per_replica: 1, price: $2.5/h, accuracy: 80%";
  const auto named = [&](std::string name) { return std::string(fleet).replace(2, 2, name); };
  const Result result = answer(
      "scenario: Fleet\nas_of: 2026-09-23\nhorizon: 1 months\nworkload:\n  w: {requests: "
      "30M/month, input_tokens: 1000, output_tokens: 300}\noptions:\n" +
      named("silent") + "}\n" + named("thinks") + ", tokens: {reasoning: 6}}\n");
  const auto replicas = [&](const char* name) {
    return option(result, name).find(measures::replicas)->mean.value;
  };
  CHECK(replicas("thinks") > 3 * replicas("silent"));
}

TEST_CASE("the answer changes when models count and think as they do") {
  const std::string options =
      api_option("frontier", "openai/gpt-5") + api_option("small", "openai/gpt-4.1-mini") +
      "  own: {kind: rented, model: llama-3.3-70b, format: fp8, engine: vllm, accelerator: h100-80-sxm, "
      "gpus_per_replica: 4, replicas: 1, price: $2.5/h, accuracy: 86%}\n";
  const std::string requests = "input_tokens: 1200, output_tokens: 550";
  const Result billed = answer(reasoning_scenario(requests, options));
  const Result counted = answer(reasoning_scenario(requests + ", text: prose", options));
  const auto order = [](const Result& result) { return cost(result, "frontier") < cost(result, "own"); };
  CHECK(order(billed));         // $7,000 against $7,300
  CHECK_FALSE(order(counted));  // its thoughts cost several times its answers
  CHECK(cheapest(counted) == "small");
  REQUIRE_FALSE(billed.warnings.empty());
  CHECK(billed.warnings[0].starts_with(
      "the same tokens are billed to every model: at the usual 7.3x of its answers "
      "frontier costs about $"));
  CHECK(billed.warnings[0].find(", and is dearest, not second; say what text they count") !=
        std::string::npos);
  CHECK(std::none_of(counted.warnings.begin(), counted.warnings.end(),
                     [](const std::string& w) { return w.find("the same tokens") != std::string::npos; }));
  const Result said = answer(reasoning_scenario(requests + ", text: billed", options));
  CHECK(cost(said, "frontier") == cost(billed, "frontier"));
  CHECK(std::none_of(said.warnings.begin(), said.warnings.end(),
                     [](const std::string& w) { return w.find("the same tokens") != std::string::npos; }));
}

TEST_CASE("what is wrong with tokens is told with its place") {
  const std::string option = api_option("a", "openai/gpt-5", ", tokens: {effort: low}");
  CHECK(complaints(reasoning_scenario(plain, option)) ==
        "s.yaml:7:59: the catalogue does not know how much 'gpt-5' thinks at effort 'low' at "
        "options.a.tokens.effort; "
        "it is known at high; or give it with `reasoning`\n");
  CHECK(complaints(reasoning_scenario(
            plain, api_option("a", "openai/gpt-5", ", measured: {v: {input_tokens: 3}}"))) ==
        "s.yaml:7:53: unknown request class 'v' at options.a.measured.v\n");
  CHECK(complaints(reasoning_scenario(plain + ", text: porse", api_option("a", "openai/gpt-5"))) ==
        "s.yaml:5:73: unknown text 'porse' at workload.w.text; did you mean 'prose'?\n");
  CHECK(good_study(reasoning_scenario(plain + ", reasoning_tokens: 500", api_option("a", "openai/gpt-4o")))
            .warnings.front()
            .find("reasoning_tokens changes nothing") != std::string::npos);
}
