#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "calibrations.h"
#include "every_key_rows.h"
#include "grammar_walk.h"
#include "reading.h"

// If a parameter exists, changing it changes the answer: one row for every key of the grammar.

using namespace llmtco;

namespace {

void add_numbers(const Summary& s, std::string& text) {
  text += fmt::format(" {} {} {} {} {}", s.mean.value, s.sd.value, s.p5.value, s.p50.value, s.p95.value);
}
template <class T>
void add_numbers(const std::optional<T>& value, std::string& text) {
  if (!value) {
    text += " none";
  } else if constexpr (std::is_same_v<T, LatencyResult>) {
    add_numbers(value->p50_s, text);
    add_numbers(value->p95_s, text);
  } else if constexpr (std::is_same_v<T, Estimate>) {
    text += fmt::format(" {}", value->value);
  } else if constexpr (std::is_same_v<T, UnitCosts>) {
    for (const Summary* costs : {&value->fully_loaded, &value->marginal, &value->energy_only})
      add_numbers(*costs, text);
  } else {
    add_numbers(*value, text);
  }
}

/// Everything an answer says but where its prices come from.
std::string everything(const Result& result) {
  std::string text =
      result.scenario + result.description + result.as_of + std::to_string(result.horizon_months);
  for (const Summary* s :
       {&result.requests_per_month, &result.input_tokens_per_month, &result.output_tokens_per_month})
    add_numbers(*s, text);
  for (const OptionResult& o : result.options) {
    text += "\n" + o.name + o.kind + o.description + o.basis + o.reason;
    add_numbers(o.monthly_cost_usd, text);
    add_numbers(o.usd_per_mtok, text);
    for (const auto* times : {&o.ttft, &o.tpot, &o.e2e}) add_numbers(*times, text);
    for (const auto* s : {&o.accuracy, &o.replicas, &o.load, &o.net_value_usd}) add_numbers(*s, text);
    for (const auto* share : {&o.p_cheapest, &o.p_meets_slo, &o.p_within_budget}) add_numbers(*share, text);
    for (const LineResult& line : o.lines)
      text +=
          fmt::format("\n {} {} {} {}", line.item, line.kind, line.behaviour, line.monthly_usd.mean.value);
  }
  return text;
}

const char* const overlay = R"(prices:
  mine/model:
    name: Mine
    source: contract of 2026-05-04
    as_of: 2026-05-04
    prices:
      - {input: $1/Mtok, output: $2/Mtok}
)";

}  // namespace

TEST_CASE("changing any key of the grammar changes the answer") {
  const Folder folder;
  folder.write("mine.yaml", overlay);
  folder.write("dearer.yaml", std::string(overlay).replace(std::string(overlay).find("$1/"), 2, "$5"));
  folder.write("t.csv", "a,b\n100,300\n200,500\n");
  folder.write("u.csv", "a,b\n150,300\n250,500\n");
  folder.write("both.json", calibration_json(with_factors(1.2)));
  folder.write("slower.json", calibration_json(with_factors(1.5)));
  for (const Row& row : all_rows()) {
    CAPTURE(row.way);
    std::vector<std::string> after = row.before;
    after.push_back(row.change);
    CHECK(everything(answer(row.scenario, row.before, folder.path())) !=
          everything(answer(row.scenario, after, folder.path())));
  }
}

TEST_CASE("the table has a row for every key of the grammar") {
  std::set<std::string> rows;
  for (const Row& row : all_rows()) rows.insert(row.way);
  for (const GrammarKey& key : grammar_keys()) {
    CHECK_MESSAGE(rows.contains(key.way), key.way);
  }
}
