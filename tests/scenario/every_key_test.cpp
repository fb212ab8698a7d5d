#include <doctest/doctest.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

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

}  // namespace

TEST_CASE("changing any key of the grammar changes the answer") {
  const Folder folder;
  write_row_files(folder);
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
