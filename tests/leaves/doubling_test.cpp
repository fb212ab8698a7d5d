#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <string>

#include "scenario/scenario.h"
#include "text/diagnostics.h"

// Reading takes time in proportion to what is read: of twice as much it takes about twice as long, and of four times as
// much far from sixteen times.

using namespace llmtco;

namespace {

const std::string head = "scenario: s\nas_of: 2026-10-01\n";
const std::string rest =
    "workload:\n  chat: {requests: 1M/month, input_tokens: 100, output_tokens: 100}\n"
    "options:\n  a: {kind: api, endpoint: openai/gpt-4o}\n";

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}
std::string numbered(const std::string& before, const std::string& behind, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += before + std::to_string(i) + behind;
  return all;
}

/// Seconds of the processor, the least of three.
double seconds(const std::string& text) {
  double least = 1e9;
  for (int i = 0; i < 3; ++i) {
    const std::clock_t start = std::clock();
    Diagnostics diagnostics;
    read_scenario_text(text, "s.yaml", std::string("."), {}, diagnostics);
    diagnostics.rendered();
    least = std::min(least, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return least;
}

}  // namespace

TEST_CASE("reading takes time in proportion to the size of the scenario") {
  const std::pair<const char*, std::function<std::string(std::size_t)>> kinds[] = {
      {"keys of a flow list", [](std::size_t n) { return "a: [" + repeated("? b,", 10 * n) + "]\n"; }},
      {"one long line",
       [](std::size_t n) { return head + "x-a: {" + numbered("ü", ": 1, ", n) + "}\n" + rest; }},
      {"unknown keys", [](std::size_t n) { return head + numbered("k", ": 1\n", n) + rest; }},
      {"variables",
       [](std::size_t n) { return head + "variables:\n" + numbered("  v", ": 1 to 2\n", n) + rest; }},
      {"a literal",
       [](std::size_t n) { return head + "variables:\n  v: \"= 1" + repeated("$", 5 * n) + "\"\n" + rest; }},
      {"a sum",
       [](std::size_t n) { return head + "variables:\n  v: \"= 1" + repeated(" + 1", n) + "\"\n" + rest; }},
      {"comments", [](std::size_t n) { return repeated("# a comment\n", 20 * n) + head + rest; }},
      {"an error a line",
       [](std::size_t n) {
         return head + "variables:\n" + numbered("  v", ": [\n", 1) + repeated("  x, y,\n", 10 * n) + "]\n" +
                rest;
       }},
      {"a list",
       [](std::size_t n) {
         return head + "x-a: 1\nworkload:\n  chat: {requests: 1M/month, input_tokens: {discrete: {values: [" +
                repeated("5, ", 5 * n) + "5], probabilities: [1]}}, output_tokens: 100}\n" +
                "options:\n  a: {kind: api, endpoint: openai/gpt-4o}\n";
       }},
      {"options", [](std::size_t n) {
         return head + rest + numbered("  o", ": {kind: api, endpoint: openai/gpt-4o}\n", n / 5);
       }}};
  for (const auto& kind : kinds) {
    const char* const name = kind.first;
    const auto& text = kind.second;
    CAPTURE(name);
    const double once = seconds(text(400)), four_times = seconds(text(1'600));
    CAPTURE(once);
    CAPTURE(four_times);
    CHECK(four_times < 9 * once + 0.02);
    CHECK(four_times < 5);  // well below one, but under the sanitizers
  }
}
