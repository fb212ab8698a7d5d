#include <doctest/doctest.h>

#include <string>

#include "reading.h"

using namespace llmtco;

namespace {

/// A million tasks a month on a model of $2.50 in, $1.25 cached and $10 out: 10,000 tokens, 4,000 new, 1,000 answered.
std::string loop(const std::string& calls, const std::string& compaction, const std::string& option = "") {
  return "scenario: Loop\nas_of: 2026-11-20\nhorizon: 1 month\nworkload:\n  w:\n    requests: 1M/month\n    "
         "input_tokens: 10000\n    output_tokens: 1000\n    shared_prefix: 1000\n    agent: {calls: " +
         calls + ", new_tokens_per_call: 4000" + compaction +
         "}\noptions:\n  x: {kind: api, endpoint: openai/gpt-4o" + option + "}\n";
}

const std::string summarized = ", compaction: {above: 30k, to: 2k}";
const std::string cached = ", cache: {hit_rate: 100%}";

double paid(const std::string& text, const std::vector<std::string>& overrides = {}) {
  const Result result = answer(text, overrides);
  REQUIRE(result.options.at(0).reason == "");
  return result.options.at(0).find(measures::monthly_cost)->mean.value;
}

}  // namespace

TEST_CASE("twelve calls whose context is summarized twice are paid call by call") {
  // 263,000 in and 16,000 out: $0.6575 + $0.16. Of these 194,000 from the cache: 69,000 x $2.50 + 194,000 x $1.25 +
  // 16,000 x $10 a million = $0.575. The thousand that all tasks share is shorter than what this cache keeps.
  CHECK(paid(loop("12", summarized)) == doctest::Approx(817'500));
  CHECK(paid(loop("12", summarized, cached)) == doctest::Approx(575'000));
  // Without: 450,000 in, 385,000 of them from the cache, 12,000 out.
  CHECK(paid(loop("12", "")) == doctest::Approx(1'245'000));
  CHECK(paid(loop("12", "", cached)) == doctest::Approx(763'750));
}

TEST_CASE("a lower limit or a longer summary moves the bill, by --set too") {
  const std::string at = "workload.w.agent.compaction.";
  const double cost = paid(loop("50", summarized));
  CHECK(paid(loop("50", summarized), {at + "above=20k"}) < cost);
  CHECK(paid(loop("50", summarized), {at + "to=8k"}) > cost);
  CHECK(paid(loop("50", summarized), {at + "above={uniform: {low: 20k, high: 40k}}"}) ==
        doctest::Approx(cost).epsilon(0.1));
  CHECK(paid(loop("50", ""), {"workload.w.agent.compaction={above: 30k, to: 2k}"}) == doctest::Approx(cost));
}

TEST_CASE("a task of any length fits a model that a growing context does not") {
  CHECK(answer(loop("100", "")).options.at(0).reason ==
        "the longest calls of 'w' need 506000 tokens with their answer, the context of x is 128000");
  CHECK(paid(loop("100", summarized)) > 0);
  CHECK(answer(loop("100", ", compaction: {above: 127k, to: 2k}")).options.at(0).reason ==
        "the longest calls of 'w' need 130000 tokens with their answer, the context of x is 128000");
}

TEST_CASE("a summary is one more call to wait for, without a tool") {
  // Two summaries beside twelve calls: 14 s to first tokens, 16,000 - 14 more at 10 ms, and eleven tools of 2 s.
  const std::string speed = ", speed: {ttft: 1 s, tokens_per_second: 100 tokens/s}";
  std::string text = loop("12", summarized + ", tool_time: 2 s", speed);
  const Result result = answer(text);
  CHECK(result.options.at(0).find(measures::e2e.p50)->mean.value == doctest::Approx(14 + 159.86 + 22));
}

TEST_CASE("a context that cannot be summarized so is refused where it stands") {
  const auto said = [](const std::string& compaction) {
    return complaints(loop("12", ", compaction: " + compaction));
  };
  CHECK(said("{above: 30, to: 2k}") ==
        "s.yaml:10:71: the context is summarized above 30 tokens, and the first call reads 10000 already at "
        "workload.w.agent.compaction.above; did you mean 30k above?\n");
  CHECK(
      said("{above: 10k, to: 500}") ==
      "s.yaml:10:71: the context is summarized above 10000 tokens, and the first call reads 10000 already at "
      "workload.w.agent.compaction.above\n");
  CHECK(
      said("{above: 30k, to: 20k}") ==
      "s.yaml:10:80: one call after a summary the context has 30000 tokens (summary, shared prefix, what is "
      "new, "
      "and an answer with what is new to it), and it is summarized above 30000: a summary would follow every "
      "call at workload.w.agent.compaction.to\n");
  CHECK(said("{above: 30k, to: 19k}").empty());
  CHECK(said("{above: 30k}").find("s.yaml:10:") == 0);
  CHECK(said("{above: 30k, to: 0}").find("workload.w.agent.compaction.to") != std::string::npos);
  CHECK(said("{above: 30k, to: 2k, too: 3}").find("did you mean 'to'?") != std::string::npos);
}

TEST_CASE("one that cannot be in some draws is refused with how far it goes") {
  const auto said = [](const std::string& compaction) -> std::string {
    try {
      answer(loop("12", ", compaction: " + compaction));
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  };
  const std::string low = said("{above: {uniform: {low: 9k, high: 20k}}, to: 2k}");
  CAPTURE(low);
  CHECK(low.find(
            "s.yaml:10:71: error: what the limit of the context leaves above the first call, in tokens, at "
            "workload.w.agent.compaction.above reaches -99") == 0);
  const std::string full = said("{above: 30k, to: {uniform: {low: 2k, high: 25k}}}");
  CAPTURE(full);
  CHECK(
      full.find(
          "leaves above one call after a summary, in tokens, at workload.w.agent.compaction.to reaches -") !=
      std::string::npos);
  CHECK(said("{above: 25k to 40k, to: 1k to 2k}").empty());
}
