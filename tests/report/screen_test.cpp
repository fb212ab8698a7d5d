#include <doctest/doctest.h>

#include <sstream>

#include "measures/list.h"
#include "report/answer.h"
#include "report/fitted_table.h"
#include "report/lineup.h"
#include "report/markdown.h"
#include "report/text.h"
#include "report/wide.h"

using namespace llmtco;

namespace {

Summary fixed(double value) {
  const Estimate estimate{value, value, value};
  return {.mean = estimate, .sd = {0, 0, 0}, .p5 = estimate, .p50 = estimate, .p95 = estimate};
}

Summary between(double low, double high) {
  const double middle = (low + high) / 2;
  return {.mean = {middle, middle, middle},
          .sd = {(high - low) / 3.3, 0, 0},
          .p5 = {low, low, low},
          .p50 = {middle, middle, middle},
          .p95 = {high, high, high}};
}

Statistics share(double value) { return {Estimate{value, value, value}, Reduction::share}; }

LineResult line(const std::string& item, CostType type, double usd) {
  return {.item = item,
          .labels = {},
          .type = type,
          .behaviour = CostBehaviour::usage,
          .quantity = {1, 1, 1},
          .quantity_unit = "Mtok",
          .unit_price_usd = {usd, usd, usd},
          .monthly_usd = fixed(usd),
          .source = "a price list with a name that is as long as those of real sources are, 2026-09-23"};
}

OptionResult option(const std::string& name, const Summary& cost) {
  OptionResult made;
  made.name = name;
  made.kind = "api";
  made.figures.put(measures::monthly_cost, cost);
  made.figures.put(measures::cost_with_damage, cost);
  for (const Measure& measure : measures::all) {
    if (measure.is_ratio()) made.figures.put(measure, fixed(1));
  }
  made.lines = {line("input tokens", CostType::invoiced, cost.mean.value)};
  return made;
}

Result result_of(std::vector<OptionResult> options) {
  Result result;
  result.scenario = "A test";
  result.as_of = "2026-09-23";
  result.sampling = "sobol";
  result.draws = 16'384;
  result.horizon_months = 1;
  for (const Measure* each :
       {measures::requests.row, measures::input_tokens.row, measures::output_tokens.row})
    result.demand.put(*each, fixed(1e6));
  result.options = std::move(options);
  if (!result.options.empty()) result.answer.best = result.options.front().name;
  return result;
}

/// The best of two, by so much.
Result two(const Summary& first, const Summary& second, const Summary& difference, double p_below) {
  Result result = result_of({option("own", first), option("rented", second)});
  result.answer.runner_up = "rented";
  result.answer.difference_usd = difference;
  result.answer.p_below = {p_below, p_below, p_below};
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

TEST_CASE("the answer names the option, how much less it is and how sure that is") {
  CHECK(answer_text(two(fixed(2'500), fixed(3'000), fixed(-500), 1)) ==
        "Least to pay: own, $2,500 a month; $500 less than rented.");
  CHECK(answer_text(two(between(30e3, 40e3), between(31e3, 43e3), between(-3e3, 400), 0.94)) ==
        "Least to pay: own, $35.0k a month; $1.3k less than rented on average, and less in 94 % of draws.");
  CHECK(has(answer_text(two(between(30e3, 40e3), between(30e3, 40e3), between(-3e3, 2.9e3), 0.51)),
            "but less in only 51 % of draws: too close to call"));
  CHECK(answer_text(result_of({option("own", fixed(10))})) ==
        "Least to pay: own, $10.00 a month; nothing else is in the race.");
}

TEST_CASE("the answer says what the sum does not: budget, damage, accuracy, yardsticks, people") {
  Result result = two(fixed(2'500), fixed(3'000), fixed(-500), 1);
  result.options[0].figures.put(measures::accuracy, fixed(0.63));
  result.options[1].figures.put(measures::accuracy, fixed(0.82));
  CHECK(has(answer_text(result), "own, $2,500 a month, 63 % right;"));
  CHECK(has(answer_text(result), "With 80 % right or more: rented, $3,000."));

  result.options[0].figures.put(measures::damage, fixed(4'000));
  result.options[0].figures.put(measures::cost_with_damage, fixed(6'500));
  result.options[1].figures.put(measures::damage, fixed(1'000));
  result.options[1].figures.put(measures::cost_with_damage, fixed(4'000));
  CHECK(has(answer_text(result),
            "With the damage of wrong answers rented is best, $4,000 a month against $6,500"));

  result.budget_usd = 2'000;
  result.options[0].figures.put(measures::within_budget, share(0));
  CHECK(has(answer_text(result), "It is over the budget of $2,000;"));

  Result bank = two(fixed(35'000), fixed(36'000), fixed(-1'000), 1);
  bank.options.push_back(option("api", fixed(12'000)));
  bank.options[2].yardstick = true;
  bank.options[2].standing = Standing::yardstick;
  bank.options[0].lines.push_back(line("team", CostType::staff, 30'450));
  CHECK(has(answer_text(bank), "The yardstick api would be $12,000; 87 % of own is people."));
}

TEST_CASE("where nothing is in the race the answer says why") {
  Result none = result_of({});
  CHECK(answer_text(none) == "No option can serve this workload.");
  Result misses = result_of({option("slow", fixed(10))});
  misses.answer.best = "";
  misses.options[0].standing = Standing::misses_limits;
  misses.options[0].figures.put(measures::meets_slo, share(0.3));
  CHECK(answer_text(misses) == "No option keeps the limits. Nearest is slow, in 30 % of draws.");
  CHECK(line_up(misses).shown.size() == 1);  // and the table is not empty
}

TEST_CASE("options stand cheapest first, as the scenario names them where they cost the same, others apart") {
  Result result = result_of({option("b", fixed(2)), option("a", fixed(2)), option("c", fixed(1)),
                             option("power", fixed(0.1)), option("huge", fixed(1))});
  result.options[3].basis = Basis::energy_only;
  result.options[3].standing = Standing::energy_only;
  result.options[4].feasible = false;
  result.options[4].standing = Standing::cannot_serve;
  result.options[4].reason = "weights need 141 GB, 1 x RTX 4090 holds 24 GB";
  const Lineup lineup = line_up(result);
  std::string names;
  for (const OptionResult* each : lineup.shown) names += each->name;
  CHECK(names == "cba");
  CHECK(has(to_text(result, {}), "not in the race: power ($0.10, electricity only); huge (does not fit)"));
  for (OptionResult* each : {&result.options[0], &result.options[1]})  // what is so of several is said once
    std::tie(each->standing, each->standing_reason) =
        std::pair{Standing::accuracy_unknown, "accuracy unknown, and a limit asks for it: no figures of x"};
  CHECK(has(to_text(result, {}), "not in the race: b ($2.00) and a ($2.00): accuracy unknown, and a limit"));
}

TEST_CASE(
    "what an average hides is said: what must be bought, what stands idle, what is missed and by whom") {
  Result result = two(fixed(2'500), fixed(3'000), fixed(-500), 1);
  result.horizon_months = 36;
  result.classes = {"chat"};
  result.limits = {{measures::meets_ttft_p95.row, 0, 5}};
  OptionResult &own = result.options[0], &rented = result.options[1];
  own.figures.put(measures::bought, between(2, 6));
  own.figures.put(measures::purchase, between(71e3, 239e3));
  for (OptionResult* each : {&own, &rented}) {
    each->figures.put(measures::load, fixed(0.092));
    each->figures.put(measures::meets_ttft_p95, share(0.9));
  }
  const std::string text = to_text(result, {});
  CHECK(has(text, "own buys 4 accelerators (2 to 6) by month 36: $155k ($71.0k to $239k)"));
  CHECK(has(text, "own and rented are busy 9 % of the time: they pay for 11 times what they use"));
  CHECK(has(text, "missed: first word of 95 % of requests within 5 s, by own and rented in 10 % of draws"));

  own.figures.put(measures::bought, fixed(1));
  own.lines[0].id = ItemId::capital;
  own.lines[0].quantity_unit = "machines";
  CHECK(has(to_text(result, {}), "own buys 1 machine by month 36"));
}

TEST_CASE(
    "what misses its limits stands apart with those it misses, and the best one says how often it keeps "
    "them") {
  Result result = two(fixed(2'500), fixed(3'000), fixed(-500), 1);
  result.classes = {"chat"};
  result.limits = {{measures::meets_ttft_p95.row, 0, 0.6}, {measures::meets_e2e_p95.row, 0, 60}};
  result.answer.runner_up = "";
  result.options[0].figures.put(measures::meets_slo, share(0.61));
  result.options[1].standing = Standing::misses_limits;
  result.options[1].figures.put(measures::meets_ttft_p95, share(0));
  result.options[1].figures.put(measures::meets_e2e_p95, share(1));
  CHECK(has(to_text(result, {}), "not in the race: rented ($3,000, misses first word within 0.6 s)"));
  CHECK(has(answer_text(result), "It keeps the limits in 61 % of draws."));
}

TEST_CASE("columns stand only where they say something") {
  Result result = two(fixed(2'500), fixed(3'000), fixed(-500), 1);
  for (OptionResult& each : result.options) {
    each.figures.put(measures::meets_slo, share(1));
    each.figures.put(measures::within_budget, share(1));
    each.figures.put(measures::damage, fixed(0));
  }
  const std::string plain = to_text(result, {});
  for (const char* heading : {"right", "limits", "damage", "budget", "first word"})
    CHECK_FALSE(has(plain, heading));
  result.options[0].figures.put(measures::meets_slo, share(0.9));
  result.options[1].figures.put(measures::accuracy, fixed(0.9));
  const std::string more = to_text(result, {});
  CHECK(has(more, "right limits"));
  CHECK(has(more, "unknown 90 %"));
  CHECK(has(more, "90 % 100 %"));
}

TEST_CASE("a fixed cost over the budget is said in words, an uncertain one in draws") {
  Result result = two(fixed(2'500), fixed(3'000), fixed(-500), 1);
  result.budget_usd = 2'700;
  result.options[0].figures.put(measures::within_budget, share(1));
  result.options[1].figures.put(measures::within_budget, share(0));
  CHECK(has(to_text(result, {}), "over budget"));
  result.options[1].figures.put(measures::within_budget, share(0.4));
  CHECK(has(to_text(result, {}), "in budget"));
}

TEST_CASE("a table keeps its first column, then what is worth most, and drops the rest") {
  const std::vector<ScreenColumn> columns{{.heading = "to pay\na month", .cells = {"$1", "$2"}, .worth = 100},
                                          {.heading = "cheap", .cells = {"1", "2"}, .worth = 10},
                                          {.heading = "right", .cells = {"90 %", "80 %"}, .worth = 80}};
  const auto text = [&](std::size_t width) {
    const Style style{.unicode = true, .width = width};
    return FittedTable({"a", "b"}, columns, style).text();
  };
  CHECK(text(40) ==
        "     to pay a month  cheap  right\n"
        "  a              $1      1   90 %\n"
        "  b              $2      2   80 %\n");
  CHECK(text(28) ==
        "     to pay a month  right\n"
        "  a              $1   90 %\n"
        "  b              $2   80 %\n");
  CHECK(text(20) ==
        "      to pay\n"
        "     a month  right\n"
        "  a       $1   90 %\n"
        "  b       $2   80 %\n");
}

TEST_CASE("no line is wider than the terminal, whatever its width") {
  Result result = two(between(30e3, 40e3), between(31e3, 43e3), between(-3e3, 400), 0.94);
  result.options[0].name = "a name that is longer than any that people would read in a table of a terminal";
  result.warnings = {
      "a warning that goes on for longer than a line of a narrow terminal, as warnings tend to do"};
  for (const std::size_t width : {60U, 80U, 100U, 132U}) {
    for (const bool verbose : {false, true}) {
      std::istringstream lines(to_text(result, {.unicode = true, .width = width}, {.verbose = verbose}));
      for (std::string text; std::getline(lines, text);) {
        CAPTURE(text);
        CHECK(display_width(text) <= width);
      }
    }
  }
}

TEST_CASE("three warnings are read on the screen, all of them under --verbose") {
  Result result = two(fixed(2'500), fixed(3'000), fixed(-500), 1);
  result.warnings = {"first", "second", "third", "fourth"};
  const std::string screen = to_text(result, {});
  CHECK(has(screen, "! third"));
  CHECK_FALSE(has(screen, "fourth"));
  CHECK(has(screen, "1 more warning"));
  CHECK(has(to_text(result, {}, {.verbose = true}), "! fourth"));
}

TEST_CASE("the screen ends with commands that can be copied") {
  const Screen screen{.arguments = {"my file.yaml", "--set", "budget=$20k/month"}};
  const std::string text = to_text(two(fixed(1), fixed(2), fixed(-1), 1), {}, screen);
  CHECK(text.find("llmtco run 'my file.yaml' --set 'budget=$20k/month' -v\n") != std::string::npos);
  CHECK(text.find("llmtco explain 'my file.yaml' --set 'budget=$20k/month' own\n") != std::string::npos);
}

TEST_CASE("a description is read with the bill, and Markdown has the reasons its table refers to") {
  Result result = two(fixed(100), fixed(200), fixed(-100), 1);
  result.options[0].description = "What the team uses today";
  result.options[0].latency_reason = "nobody measured it";
  CHECK(has(to_text(result, {}, {.verbose = true}), "What the team uses today"));
  CHECK(has(wide_text(result, {}), "What the team uses today"));
  const std::string markdown = to_markdown(result);
  CHECK(has(markdown, "- **own**: What the team uses today"));
  CHECK(has(markdown, "- **own**: latency unknown: nobody measured it"));
}

TEST_CASE("an option that is not feasible is said once in Markdown") {
  Result result = result_of({option("hosted", fixed(1))});
  result.options[0].feasible = false;
  result.options[0].reason = "too large";
  result.warnings = {"hosted is not feasible: too large"};
  const std::string markdown = to_markdown(result);
  CHECK(markdown.find("too large") == markdown.rfind("too large"));
}
