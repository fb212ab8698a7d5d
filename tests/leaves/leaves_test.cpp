#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "montecarlo/simulate.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/layout.h"
#include "report/markdown.h"
#include "report/text.h"
#include "report/wide.h"
#include "scenario/scenario.h"
#include "shipped_leaves.h"
#include "text/diagnostics.h"
#include "text/plain.h"
#include "walk.h"
#include "yaml/override.h"
#include "yaml/read.h"

// A hostile value in the place of any leaf of a shipped scenario is refused, or the scenario runs: never a defect of
// ours, never a number that is none, never a character that acts on a terminal. Some of them each time; all of them
// with LLMTCO_LEAVES=all.

using namespace llmtco;

namespace {

const std::vector<std::string> hostile = {"0",
                                          "-1",
                                          "1",
                                          "1e24",
                                          "1e-24",
                                          "1e300",
                                          "1e-300",
                                          "nan",
                                          ".inf",
                                          "-.inf",
                                          "~",
                                          "[]",
                                          "{}",
                                          "[1, 2]",
                                          "{a: 1}",
                                          "true",
                                          "0001-01-01",
                                          "9999-12-31",
                                          "1%",
                                          "100%",
                                          "101%",
                                          "$0",
                                          "$1e24",
                                          "$1",
                                          "1M/month",
                                          "1e24/s",
                                          "1e-24/s",
                                          "1 s",
                                          "1e24 s",
                                          "1e-24 s",
                                          "1e24 tokens/s",
                                          "1 months",
                                          "120 months",
                                          "$1e24/h",
                                          "$1e24/Mtok",
                                          "1e24 W",
                                          "= 1 / 0",
                                          "= 0 / 0",
                                          "= log(0 - 1)",
                                          "= exp(1000)",
                                          "= 1e24 * 1e24",
                                          "= $1/h / 0",
                                          "= 1 / 0 / 1 s",
                                          "= nothing",
                                          "1 to 1e20",
                                          "0 to 0",
                                          "-5 to 5",
                                          "1e-24 to 1e24",
                                          "$1 to $1e24",
                                          "1e20 to 1e21",
                                          "50% to 150%",
                                          "{lognormal: {median: 1, sigma: 100}}",
                                          "{normal: {mean: 1, sd: 1e20}}",
                                          "{uniform: {low: 0, high: 1e24}}",
                                          "{gamma: {shape: 0.1, scale: 1e20}}",
                                          "{beta: {alpha: 0.1, beta: 0.1}}",
                                          "{discrete: {values: [0], probabilities: [1]}}",
                                          "{empirical: {file: /etc/passwd, column: root}}",
                                          "{empirical: {file: ../secret, column: x}}",
                                          "\"\\e[31mred\\a\"",
                                          "\"\\u202eleft\\u2066\"",
                                          "\"\\x9b31m\"",
                                          "\"::error::x\"",
                                          "\"##vso[task]x ##[error]\"",
                                          "\"=cmd()\"",
                                          "\"" + std::string(3000, 'a') + "\"",
                                          "'" + std::string(200, '(') + "'",
                                          "= " + std::string(300, '('),
                                          "\"a\\nb\\tc\"",
                                          "openai/gpt-4o",
                                          "custom",
                                          "api",
                                          "a.b",
                                          "*x",
                                          "&x 1",
                                          "!!binary aa",
                                          "? x",
                                          "- x",
                                          "| x"};

bool holds_number(const std::string& text, std::string_view word) {
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const auto letter = [&](std::size_t i) {
      return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i])) != 0;
    };
    if (!letter(at - 1) && !letter(at + word.size())) return true;
  }
  return false;
}

/// What is wrong with words that are printed; empty where nothing is.
std::string unfit_words(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n' && is_unsafe(text, i)) return "holds a character that acts on a terminal";
  }
  return without_commands(text) == text ? "" : "holds a command of a log";
}

/// The same of a result, in which every number is one.
std::string unfit(const std::string& text) {
  for (const std::string_view word : {"nan", "inf", "-nan", "-inf"}) {
    if (holds_number(text, word)) return "holds " + std::string(word);
  }
  return unfit_words(text);
}

std::string outcome(const ScenarioTree& tree, const std::string& change) {
  try {
    Diagnostics diagnostics;
    const std::vector<std::string> changes{change};
    const auto changed = with_overrides(tree, changes, diagnostics);
    const Study study = changed ? study_of(*changed, diagnostics) : Study();
    diagnostics.throw_if_errors();
    // Simulations of servers take long: every eighth change goes through them.
    Settings settings{.draws = 1024, .details = true};
    if (change.size() % (Walk::shortened ? 64 : 8) != 0) settings.latency = Server::steady;
    const Result result = simulate(study, settings);
    std::string wrong = unfit(to_json(result));
    if (wrong.empty()) wrong = unfit(to_csv(result));
    if (wrong.empty()) wrong = unfit(without_commands(to_text(result, {}, {.verbose = true})));
    if (wrong.empty()) wrong = unfit(without_commands(to_markdown(result)));
    return wrong;
  } catch (const InputError& error) {
    return unfit_words(plain_lines(error.what()));
  } catch (const FileError& error) {
    return unfit_words(plain_lines(error.what()));
  } catch (const std::exception& error) {
    return std::string("ends as a defect of ours: ") + error.what();
  }
}

}  // namespace

TEST_CASE("no hostile value in any place of a shipped scenario does more than be refused") {
  const std::vector<Leaf> leaves = all_leaves();
  const char* wanted = std::getenv("LLMTCO_LEAVES");
  const bool all = wanted != nullptr && std::string_view(wanted) == "all";
  const std::size_t mutations = leaves.size() * hostile.size(), sample = Walk::shortened ? 200 : 1'000;
  // Steps of a prime that does not divide their number meet leaves and values alike.
  constexpr std::size_t step = 7'919;
  std::size_t slow = 0;
  for (std::size_t i = 0; i < (all ? mutations : sample); ++i) {
    const std::size_t at = all ? i : i * step % mutations;
    const Leaf& leaf = leaves[at / hostile.size()];
    const std::string change = leaf.path + "=" + hostile[at % hostile.size()];
    const std::clock_t start = std::clock();
    const std::string wrong = outcome(leaf.tree, change);
    const bool long_one = std::clock() - start > 8 * CLOCKS_PER_SEC;
    if (long_one && !Walk::shortened) MESSAGE("long: ", leaf.file, " ", change);
    slow += long_one;
    const bool written = change.find("nan") != change.npos || change.find("inf") != change.npos;
    if (wrong.empty() || (written && wrong.starts_with("holds "))) continue;  // a name, or a text
    CAPTURE(leaf.file);
    CAPTURE(change);
    CHECK(wrong == "");
  }
  MESSAGE((all ? mutations : sample), " of ", mutations, " mutations");
  if (!Walk::shortened) CHECK(slow == 0);
}
