#include <fmt/format.h>

#include <algorithm>

#include "report/check.h"
#include "report/check_words.h"
#include "report/escape.h"
#include "report/numbers.h"
#include "text/characters.h"
#include "text/money.h"

namespace llmtco {
namespace {

std::string coloured(const std::string& word, const Style& style) {
  if (word == "fail") return style.red(word);
  return word == "pass" ? style.green(word) : style.yellow(word);
}

/// "cost.monthly: increase < 5%", with its option where the gate does not name one.
std::string asked_words(const Finding& finding) {
  const bool named = finding.option.empty() || finding.gate.subject.option == finding.option;
  return for_terminal(named ? finding.gate.text : finding.option + ": " + finding.gate.text);
}

std::string gates_text(const CheckResult& result, const Style& style) {
  const std::vector<const Finding*> all = worst_first(result);
  std::size_t words = 0, rule = 0;
  for (const Finding* finding : all) {
    words = std::max(words, verdict_word(*finding).size());
    rule = std::max(rule, display_width(asked_words(*finding)));
  }
  std::string text;
  for (const Finding* finding : all) {
    const std::string word = verdict_word(*finding), asked = asked_words(*finding);
    const std::string sides = sides_words(*finding, style);
    text += "  " + coloured(word, style) + std::string(words - word.size() + 2, ' ') + asked +
            std::string(rule - display_width(asked) + 2, ' ') +
            for_terminal(measured_words(*finding, style)) + (sides.empty() ? "" : style.dot() + sides) + "\n";
  }
  return text;
}

std::string place_text(const Cause& cause, const Style& style) {
  return style.dim(cause.place.file.empty() ? "" : style.dot() + for_terminal(to_text(cause.place))) + "\n";
}

/// Whether all that moved has moved by one and the same change.
bool has_one_cause(const std::vector<Attribution>& all) {
  return all.size() > 1 && std::all_of(all.begin(), all.end(), [&](const Attribution& each) {
           return each.causes.size() == 1 && each.causes[0].path == all[0].causes[0].path;
         });
}

std::string one_cause_text(const std::vector<Attribution>& all, const Style& style) {
  const Cause& cause = all[0].causes[0];
  std::string text = "\n  " + for_terminal(changed_words(cause, style)) + style.dot() + cause.kind;
  text += place_text(cause, style);
  for (const Attribution& each : all)
    text += fmt::format("    {} {} a month\n", for_terminal(each.option),
                        for_terminal(share_words(each.causes[0], style)));
  return text;
}

std::string causes_text(const CheckResult& result, const Style& style) {
  if (has_one_cause(result.attributions)) return one_cause_text(result.attributions, style);
  std::string text;
  for (const Attribution& each : result.attributions) {
    text += fmt::format("\n  {} {} a month{}\n", for_terminal(each.option),
                        money_change(each.candidate_usd - each.base_usd),
                        each.exact ? ":" : fmt::format(", over {} orders of the changes:", each.orders));
    for (const Cause& cause : each.causes)
      text += "    " + for_terminal(cause_words(cause, style)) + place_text(cause, style);
  }
  return text;
}

std::string how_text(const CheckResult& result, const Style& style) {
  std::string text =
      "\n  " +
      wrapped_words(
          fmt::format(
              "Both scenarios saw the same {} draws (seed {}). A gate fails, or passes, only where the draws "
              "show it: the "
              "chance that any verdict is wrong by chance is at most {}, all gates together (Holm).",
              grouped(static_cast<double>(result.draws), 0), result.candidate.seed, percent(result.alpha)),
          "  ", style.text_width());
  for (const Finding* finding : worst_first(result)) {
    if (!finding->measured) continue;
    text += fmt::format("    {}: {}; interval with a chance of {:.2g} % beyond either end\n",
                        asked_words(*finding), for_terminal(measured_words(*finding, style)),
                        100 * finding->level);
  }
  return text;
}

}  // namespace

std::string to_text(const CheckResult& result, const Style& style, bool explain) {
  const MoneyIn money_in(result.candidate.currency);
  std::string text =
      style.bold(wrapped_words(for_terminal(check_sentence(result, style)), "", style.text_width())) + "\n";
  text += gates_text(result, style) + causes_text(result, style);
  if (!result.notes.empty()) text += "\n";
  for (const std::string& note : result.notes)
    text += style.dim("  " + wrapped_words(for_terminal(note), "  ", style.text_width()));
  return explain ? text + how_text(result, style) : text;
}

}  // namespace llmtco
