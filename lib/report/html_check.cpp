#include <fmt/format.h>

#include <algorithm>

#include "report/check.h"
#include "report/check_charts.h"
#include "report/check_words.h"
#include "report/html_parts.h"
#include "report/numbers.h"
#include "text/money.h"

namespace llmtco {
namespace {

const Style check_page{.colour = false, .unicode = true};

/// The largest cause of the option a gate on a cost is of; null where there is none.
const Cause* largest_cause(const Finding& finding, const CheckResult& result) {
  const Measure* measure = finding.gate.subject.measure;
  if (measure == nullptr || !measure->id.starts_with("cost.")) return nullptr;
  for (const Attribution& each : result.attributions) {
    if (each.option == finding.option && !each.causes.empty()) return &each.causes.front();
  }
  return nullptr;
}

/// " at chat.yaml:12:5"; of what a flag says, the flag.
std::string place_words(const Location& place) {
  if (place.file.starts_with("--")) return " in " + place.file;
  return place.file.empty() ? "" : " at " + to_text(place);
}

/// "contract: cost.monthly: increase < 5%: +8.0 %. What moved it most is ... at chat.yaml:12:5: +$366."
std::string what_broke(const Finding& finding, const CheckResult& result) {
  std::string text = asked_of(finding) + ": " + measured_words(finding, check_page) + ". ";
  const Cause* cause = largest_cause(finding, result);
  if (cause == nullptr) return text + "The gate stands" + place_words(finding.gate.place) + ".";
  return text + fmt::format("What moved it most is {}{}: {}.", changed_words(*cause, check_page),
                            place_words(cause->place), money_change(cause->share_usd.value));
}

std::string what_to_do(const CheckResult& result) {
  std::vector<std::string> lines;
  bool open = false;
  for (const Finding* finding : worst_first(result)) {
    open = open || finding->verdict == Verdict::inconclusive;
    if (verdict_word(*finding) == "fail") lines.push_back(what_broke(*finding, result));
  }
  if (!lines.empty())
    lines.push_back(
        "Where the change is meant: raise the limit where the gate stands, or take the changed scenario as "
        "what "
        "later ones are compared with. Where it is not: take it back at the places above.");
  if (open)
    lines.push_back(
        "Inconclusive gates are those where the draws leave open on which side of the limit the truth is: "
        "more "
        "draws may tell (--max-draws).");
  if (!result.feasible())
    lines.push_back((result.option.empty() ? "Nothing can" : result.option + " cannot") +
                    " serve the changed workload: 'llmtco run' of the changed scenario says why.");
  if (lines.empty()) lines.push_back("Nothing: no gate fails.");
  return "<h3>What to do</h3>\n" + html_list(lines);
}

std::string check_answer(const CheckResult& result) {
  return html_paragraph(check_sentence(result, check_page), "answer") +
         html_paragraph(fmt::format("A gate is a rule that a change is held to. It fails, or is kept, only "
                                    "where the draws show it: the "
                                    "chance that any verdict here is wrong by chance is at most {}.",
                                    percent(result.alpha)),
                        "dim") +
         what_to_do(result);
}

/// The table stands open: what was before and after is in it alone.
std::string gates(const CheckResult& result) {
  const Chart chart = gates_chart(result);
  return chart.svg.empty() ? html_table(chart.table, chart.left_columns, "The gates, the worst first")
                           : html_figure(chart, true);
}

std::string why(const CheckResult& result) {
  constexpr std::size_t most_pictures = 6;
  std::string text;
  for (std::size_t i = 0; i < result.attributions.size(); ++i) {
    const Attribution& each = result.attributions[i];
    text += i < most_pictures
                ? html_figure(causes_chart(each, i + 1))
                : html_details(fmt::format("{}: {} a month", each.option,
                                           money_change(each.candidate_usd - each.base_usd)),
                               html_table(causes_table(each), 3, "Why " + each.option + " moved"));
  }
  return text;
}

std::string check_made_with(const CheckResult& result) {
  std::vector<std::vector<std::string>> rows{{"what", "which"},
                                             {"program", "llmtco " + result.candidate.tool_version},
                                             {"after", result.candidate_called}};
  if (!result.base_called.empty()) rows.push_back({"before", result.base_called});
  rows.push_back({"prices as of", result.candidate.as_of});
  rows.push_back(
      {"draws", fmt::format("{}, the same for both; seed {}", grouped(static_cast<double>(result.draws), 0),
                            result.candidate.seed)});
  return html_table(rows, 2, "What this was made with");
}

}  // namespace

std::string to_html(const CheckResult& result) {
  const MoneyIn money_in(result.candidate.currency);
  return html_page({.name = result.candidate.scenario,
                    .about = "what a change does",
                    .description = result.candidate.description,
                    .tool_version = result.candidate.tool_version,
                    .sections = {{"answer", "The verdict", check_answer(result)},
                                 {"gates-all", "Gates", gates(result)},
                                 {"why", "Why the costs moved", why(result)},
                                 {"silent", "What gates say nothing of", html_list(result.notes)},
                                 {"again", "How to make this again", check_made_with(result)}}});
}

}  // namespace llmtco
