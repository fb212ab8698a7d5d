#include "report/text.h"

#include <doctest/doctest.h>

#include <sstream>

#include "measures/list.h"
#include "report/layout.h"
#include "report/markdown.h"

using namespace llmtco;

namespace {

Summary certain(double value) {
  const Estimate estimate{value, value, value};
  return {.mean = estimate, .sd = {0, 0, 0}, .p5 = estimate, .p50 = estimate, .p95 = estimate};
}

LineResult line(const std::string& item, CostType kind, double usd) {
  return {.item = item,
          .labels = {},
          .type = kind,
          .behaviour = CostBehaviour::usage,
          .quantity = {1, 1, 1},
          .quantity_unit = "Mtok",
          .unit_price_usd = {usd, usd, usd},
          .monthly_usd = certain(usd),
          .source = "a price list with a name that is as long as those of real sources are, 2026-09-23"};
}

/// $100 of tokens and, if asked for, $50 of wrong answers.
Result one_option(bool risky) {
  OptionResult option;
  option.name = "hosted";
  option.kind = "api";
  option.figures.put(measures::monthly_cost, certain(100));
  option.figures.put(measures::damage, certain(risky ? 50 : 0));
  for (const Measure& measure : measures::all) {
    if (measure.is_ratio()) option.figures.put(measure, certain(1));
  }
  option.lines = {line("input tokens", CostType::invoiced, 100)};
  if (risky) option.lines.push_back(line("wrong answers", CostType::risk, 50));
  for (const Measure* share : {measures::cheapest.row, measures::within_budget.row})
    option.figures.put(*share, {Estimate{1, 1, 1}, Reduction::share});
  Result result;
  result.scenario = "A test";
  result.as_of = "2026-09-23";
  result.sampling = "sobol";
  for (const Measure* each :
       {measures::requests.row, measures::input_tokens.row, measures::output_tokens.row})
    result.demand.put(*each, certain(1e6));
  result.budget_usd = 120;
  result.options = {option};
  return result;
}

/// Whether the words stand there one after another, wherever lines break.
bool has(const std::string& text, const std::string& words) {
  std::istringstream all(text);
  std::string joined;
  for (std::string word; all >> word;) joined += word + " ";
  return joined.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("expected damage stands beside what is to be paid, and the budget is held against that alone") {
  const std::string risky = to_text(one_option(true), {});
  CHECK(has(risky, "damage"));
  CHECK(has(risky, "hosted api $100 certain $50.00"));
  CHECK(has(risky, "is to be paid at most $120 in every month"));
  const std::string plain = to_text(one_option(false), {});
  CHECK_FALSE(has(plain, "damage"));
  CHECK(has(plain, "is to be paid at most $120 in every month"));
}

TEST_CASE("no line is wider than the terminal, whatever its width") {
  for (const std::size_t width : {60U, 80U, 100U, 132U}) {
    std::istringstream lines(to_text(one_option(true), {.unicode = true, .width = width}));
    for (std::string text; std::getline(lines, text);) {
      CAPTURE(text);
      CHECK(display_width(text) <= width);
    }
  }
}

TEST_CASE("a description is read where the option is, and Markdown has the reasons its table refers to") {
  Result result = one_option(true);
  result.options[0].description = "What the team uses today";
  result.options[0].latency_reason = "nobody measured it";
  CHECK(has(to_text(result, {}), "What the team uses today"));
  const std::string markdown = to_markdown(result);
  CHECK(has(markdown, "- **hosted**: What the team uses today"));
  CHECK(has(markdown, "- **hosted**: latency unknown: nobody measured it"));
}

TEST_CASE("an option that is not feasible is said once in Markdown") {
  Result result = one_option(false);
  result.options[0].feasible = false;
  result.options[0].reason = "too large";
  result.warnings = {"hosted is not feasible: too large"};
  const std::string markdown = to_markdown(result);
  CHECK(markdown.find("too large") == markdown.rfind("too large"));
}
