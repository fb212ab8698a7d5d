#include <doctest/doctest.h>

#include <algorithm>

#include "reading.h"

// Tools of loops, and caches that forget while they run, as scenarios say them.

using namespace llmtco;

namespace {

/// 100,000 tasks a month of ten calls, with these keys of the loop and of the option.
std::string loop(const std::string& agent, const std::string& option = "") {
  return "scenario: Tools\nas_of: 2026-11-20\nhorizon: 1 month\nworkload:\n  w: {requests: 100k/month, "
         "input_tokens: 1000, output_tokens: 300, agent: {calls: 10, new_tokens_per_call: 200, " +
         agent +
         "}}\noptions:\n  x: {kind: api, endpoint: mine, price: {input: $2.5/Mtok, output: $10/Mtok, "
         "cache_read: "
         "$1.25/Mtok, cache_write_5m: $3.125/Mtok}, speed: {ttft: 0.5 s, ttft_p95: 0.5 s, tokens_per_second: "
         "50 "
         "tokens/s}" +
         option + "}\n";
}

double of(const Result& result, MeasureOf<Seconds> measure) {
  return result.options.at(0).find(measure)->mean.value;
}
double paid_a_month(const Result& result) {
  return result.options.at(0).find(measures::monthly_cost)->mean.value;
}

std::vector<std::string> pauses_warned_of(const std::string& text) {
  std::vector<std::string> found;
  for (const std::string& warning : answer(text).warnings) {
    if (warning.find("outlast") != std::string::npos) found.push_back(warning);
  }
  return found;
}

const LineResult* line_of_tools(const Result& result) {
  const std::vector<LineResult>& lines = result.options.at(0).lines;
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [](const LineResult& line) { return line.id == ItemId::agent_tools; });
  return found == lines.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("three tools of two seconds between two calls, one after another or at once") {
  // 64.8 s of calls, and nine pauses of 6 s or of 2 s; of two waves 4 s.
  const auto e2e = [](const std::string& keys) { return of(answer(loop(keys)), measures::e2e_p50); };
  CHECK(e2e("tool_time: 2 s") == doctest::Approx(64.8 + 18));
  CHECK(e2e("tool_time: 2 s, tool_calls: 3") == doctest::Approx(64.8 + 54));
  CHECK(e2e("tool_time: 2 s, tool_calls: 3, tools_at_once: 2") == doctest::Approx(64.8 + 36));
  CHECK(e2e("tool_time: 2 s, tool_calls: 3, tools_at_once: 3") == doctest::Approx(64.8 + 18));
}

TEST_CASE("a tool call has a price, whoever answers, and a line of its own") {
  // 100,000 x 9 x 3 = 2.7 M calls at $0.002.
  const Result with = answer(loop("tool_calls: 3, tool_price: $0.002")),
               without = answer(loop("tool_calls: 3"));
  CHECK(paid_a_month(with) - paid_a_month(without) == doctest::Approx(5'400));
  REQUIRE(line_of_tools(with) != nullptr);
  CHECK(line_of_tools(with)->monthly_usd.mean.value == doctest::Approx(5'400));
  CHECK(line_of_tools(without) == nullptr);
  double sum = 0;
  for (const LineResult& line : with.options.at(0).lines) sum += line.monthly_usd.mean.value;
  CHECK(sum == doctest::Approx(paid_a_month(with)));
  // Where nobody counts tools, one is called: a third of it.
  CHECK(line_of_tools(answer(loop("tool_price: $0.002")))->monthly_usd.mean.value == doctest::Approx(1'800));
  // An interval is doubt about the mean number.
  const Summary doubt = line_of_tools(answer(loop("tool_calls: 2 to 4, tool_price: $0.002")))->monthly_usd;
  CHECK(doubt.p5.value == doctest::Approx(3'600).epsilon(0.03));
  CHECK(doubt.p95.value == doctest::Approx(7'200).epsilon(0.03));
}

TEST_CASE("a task in one call has no pause for tools to run in") {
  const std::string text = loop("tool_calls: 3, tools_at_once: 2, tool_price: $0.002, tool_time: 2 s");
  const Result once = answer(text, {"workload.w.agent.calls=1"});
  CHECK(line_of_tools(once) == nullptr);
  CHECK(of(once, measures::e2e_p50) == doctest::Approx(6.48));
}

TEST_CASE("numbers of tools that cannot be are refused where they stand") {
  const auto said = [](const std::string& keys) { return complaints(loop(keys)); };
  CHECK(said("tool_calls: 3, tools_at_once: 2.5") ==
        "s.yaml:5:144: '2.5' must be a whole number at workload.w.agent.tools_at_once\n");
  CHECK(said("tool_calls: 3, tools_at_once: 0") ==
        "s.yaml:5:144: '0' is out of range: it must be from 1 to 100 at workload.w.agent.tools_at_once\n");
  CHECK(said("tool_calls: 3, tools_at_once: 1 to 3") ==
        "s.yaml:5:144: '1 to 3' must be a known value here at workload.w.agent.tools_at_once\n");
  CHECK(said("tool_calls: -1") ==
        "s.yaml:5:126: '-1' is out of range: it must be from 0 to 1000 at workload.w.agent.tool_calls\n");
  CHECK(said("tool_price: -$0.002") ==
        "s.yaml:5:126: '-$0.002' is out of range: it must not be negative at workload.w.agent.tool_price\n");
  CHECK(said("tool_price: 2 s") ==
        "s.yaml:5:126: '2 s' counts s: expected an amount per request such as $0.05 at "
        "workload.w.agent.tool_price\n");
  CHECK(complaints(loop("tool_time: 2 s", ", cache: {hit_rate: 90%, lifetime: 5}")) ==
        "s.yaml:7:236: '5' is a plain number: expected a time such as 300 ms or 12 months at "
        "options.x.cache.lifetime\n");
}

TEST_CASE("what pauses longer than the lifetime of the cache lose is written again") {
  // 27,000 tokens of a task repeat, 5,000 are kept for a later call; of pauses of two minutes with cv 1 93.5348 % are
  // within five: 0.1 M x (5,000 + 27,000 - found) x $3.125 and found x $1.25.
  const std::string pauses = "tool_time: {mean: 2 min, cv: 1}";
  const auto cost = [&](const std::string& cache) {
    return paid_a_month(answer(loop(pauses, ", cache: {" + cache + "}")));
  };
  const double rest = 0.1 * (500 * 2.5 + 3'000 * 10);
  const auto at = [&](double found) { return rest + 0.1 * ((32'000 - found) * 3.125 + found * 1.25); };
  CHECK(cost("hit_rate: 90%") == doctest::Approx(at(0.9 * 27'000)));
  CHECK(cost("hit_rate: 90%, lifetime: 5 min") == doctest::Approx(at(0.9 * 0.935348 * 27'000)));
  CHECK(cost("hit_rate: 90%, lifetime: 12 months") == doctest::Approx(at(0.9 * 27'000)));
}

TEST_CASE("a hit rate beside pauses that outlast the cache is doubted") {
  const std::string pauses = "tool_time: {mean: 2 min, cv: 1}";
  CHECK(pauses_warned_of(loop(pauses, ", cache: {hit_rate: 90%}")) ==
        std::vector<std::string>{"x: 6.5 % of the pauses between the calls of w outlast the 5 minutes for "
                                 "which its cache keeps them, so "
                                 "that its hit rate holds only if it was measured with these pauses; `cache: "
                                 "{lifetime: 5 min}` counts "
                                 "them"});
  for (const std::string cache : {"hit_rate: 90%, life: 1h", "hit_rate: 90%, lifetime: 5 min"}) {
    CAPTURE(cache);
    CHECK(pauses_warned_of(loop(pauses, ", cache: {" + cache + "}")).empty());
  }
  CHECK(pauses_warned_of(loop(pauses)).empty());
  CHECK(pauses_warned_of(loop("tool_time: 4 min", ", cache: {hit_rate: 90%}")).empty());
  // Four of them one after another are 16 minutes.
  CHECK(pauses_warned_of(loop("tool_time: 4 min, tool_calls: 4", ", cache: {hit_rate: 90%}")).size() == 1);
}
