#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "calibrations.h"
#include "every_key_rows.h"
#include "grammar_walk.h"
#include "reading.h"
#include "walk.h"

// If a parameter exists, changing it changes the answer: one row for every key of the grammar.

using namespace llmtco;

namespace {

void add_numbers(const Figures<Statistics>& figures, std::string& text) {
  for (const auto& [subject, measure, s, same_as] : figures) {
    text += fmt::format(" {} {} {} {} {} {}", measure->id, s.mean.value, s.sd.value, s.p5.value, s.p50.value,
                        s.p95.value);
  }
}

/// Everything an answer says but where its prices come from.
std::string everything(const Result& result) {
  std::string text = result.scenario + result.description + result.as_of +
                     std::to_string(result.horizon_months) + result.currency + result.rate_as_of +
                     result.rate_source;
  add_numbers(result.demand, text);
  text += fmt::format(" {} {} {}", objectives.to_text(result.answer.objective), result.answer.best,
                      result.answer.difference_usd.mean.value);
  for (const OptionResult& o : result.options) {
    text += "\n" + o.name + o.kind + o.description + std::string(name(o.basis)) + o.reason +
            std::string(standings.to_text(o.standing));
    add_numbers(o.figures, text);
    for (const auto* lines : {&o.lines, &o.cash}) {
      for (const LineResult& line : *lines)
        text += fmt::format("\n {} {} {} {}", line.item, cost_types.to_text(line.type),
                            cost_behaviours.to_text(line.behaviour), line.monthly_usd.mean.value);
    }
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
  tiered/omni:
    source: list
    as_of: 2026-05-04
    prices:
      - {input: $1/Mtok, output: $2/Mtok, audio_input: $3/Mtok, audio_output: $6/Mtok, image_input: $2/Mtok, image_output: $9/Mtok}
      - {above: 10000, input: $2/Mtok, output: $4/Mtok, audio_input: $5/Mtok, audio_output: $8/Mtok, image_input: $3/Mtok, image_output: $10/Mtok}
)";

}  // namespace

TEST_CASE("changing any key of the grammar changes the answer") {
  const Folder folder;
  folder.write("mine.yaml", overlay);
  folder.write("dearer.yaml", std::string(overlay).replace(std::string(overlay).find("$1/"), 2, "$5"));
  folder.write("t.csv", "a,b\n100,300\n200,500\n");
  folder.write("q.csv", "strong_correct,weak_correct,score\n1,0,0.9\n1,1,0.4\n0,0,0.7\n0,1,0.2\n");
  folder.write("r.csv", "strong_correct,weak_correct,score\n1,0,0.9\n1,1,0.8\n1,0,0.7\n0,1,0.2\n");
  folder.write("u.csv", "a,b\n150,300\n250,500\n");
  folder.write("both.json", calibration_json(with_factors(1.2)));
  folder.write("slower.json", calibration_json(with_factors(1.5)));
  Walk walk;
  for (const Row& row : all_rows()) {
    if (!walk.takes_next()) continue;
    CAPTURE(row.way);
    std::vector<std::string> after = row.before;
    after.push_back(row.change);
    CHECK((everything(answer(row.scenario, row.before, folder.path())) !=
               everything(answer(row.scenario, after, folder.path())) ||
           everything(simulated_answer(row.scenario, row.before, folder.path())) !=
               everything(simulated_answer(row.scenario, after, folder.path()))));
  }
}

TEST_CASE("the table has a row for every key of the grammar") {
  std::set<std::string> rows;
  for (const Row& row : all_rows()) rows.insert(row.way);
  for (const GrammarKey& key : grammar_keys()) {
    if (key.way.starts_with("gates")) continue;  // rules on an answer, which they do not change
    CHECK_MESSAGE(rows.contains(key.way), key.way);
  }
}
