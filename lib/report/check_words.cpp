#include "report/check_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/numbers.h"

namespace llmtco {
namespace {

using Kind = GateSubject::Kind;

enum class Shown { dollars, seconds, share, number, days };

Shown shown_as(const GateSubject& subject) {
  if (subject.kind == Kind::probability) return Shown::share;
  if (subject.kind == Kind::price_age) return Shown::days;
  if (subject.measure == nullptr) return Shown::number;
  if (subject.measure->unit.text == "USD") return Shown::dollars;
  if (subject.measure->unit.text == "s") return Shown::seconds;
  const bool plain = subject.measure->topic == Topic::fleet;
  return plain || !subject.measure->unit.text.empty() ? Shown::number : Shown::share;
}

std::string value_as(Shown shown, double value) {
  switch (shown) {
    case Shown::dollars:
      return money(value);
    case Shown::seconds:
      return duration(value);
    case Shown::share:
      return percent(value);
    case Shown::days:
      return fmt::format("{:.0f} days", value);
    case Shown::number:
      return six_digits(value);
  }
  return "";
}

std::string change_as(Shown shown, double value) {
  if (shown == Shown::share) return points_change(value);
  return (value < 0 ? "-" : "+") + value_as(shown, std::abs(value));
}

/// A share of the base with the digits that its interval leaves.
std::string relative_change(double share) {
  if (!std::isfinite(share)) return share > 0 ? "from nothing" : "to nothing";
  const double size = std::abs(share);
  return size >= 0.001 || size == 0 ? percent_change(share) : fmt::format("{:+.2g} %", 100 * share);
}

bool is_change(const Finding& finding) { return finding.gate.rule.form != GateForm::value; }

Location cause_or_gate(const Finding& finding, const CheckResult& result) {
  const Measure* measure = finding.gate.subject.measure;
  if (measure == nullptr || !measure->id.starts_with("cost.")) return finding.gate.place;
  for (const Attribution& each : result.attributions) {
    if (each.option == finding.option && !each.causes.empty() && each.causes.front().place.line > 0)
      return each.causes.front().place;
  }
  return finding.gate.place;
}

}  // namespace

std::string figure_value(const Finding& finding, double value) {
  return value_as(shown_as(finding.gate.subject), value);
}

std::string held_value(const Finding& finding, double value) {
  const Shown shown = shown_as(finding.gate.subject);
  if (!is_change(finding)) return value_as(shown, value);
  // Of a decrease what is said is the change, as people read it: -2 %.
  const double change = finding.gate.rule.form == GateForm::decrease ? -value : value;
  return finding.gate.rule.relative ? relative_change(change) : change_as(shown, change);
}

std::string measured_words(const Finding& finding, const Style& style) {
  if (!finding.measured) return finding.reason;
  const bool turned = finding.gate.rule.form == GateForm::decrease;
  const auto words = [&](double value) { return held_value(finding, value); };
  const Interval& measured = *finding.measured;
  std::string text = measured.value == 0 && is_change(finding) ? "no change" : words(measured.value);
  if (words(measured.low) != words(measured.high))
    text += fmt::format(" ({}{}{})", words(turned ? measured.high : measured.low), style.to(),
                        words(turned ? measured.low : measured.high));
  return finding.reason.empty() ? text : text + ": " + finding.reason;
}

std::string sides_words(const Finding& finding, const Style& style) {
  if (!finding.base || !finding.candidate) return "";
  const std::string before = figure_value(finding, *finding.base),
                    after = figure_value(finding, *finding.candidate);
  return before == after ? "" : before + style.becomes() + after;
}

std::string finding_words(const Finding& finding, const Style& style) {
  const std::string sides = sides_words(finding, style);
  const bool named = finding.option.empty() || finding.gate.subject.option == finding.option;
  return fmt::format("{}{}: {}{}{}", named ? "" : finding.option + ": ", finding.gate.text,
                     measured_words(finding, style), sides.empty() ? "" : ", ", sides);
}

std::string verdict_word(const Finding& finding) {
  if (finding.verdict == Verdict::fail && finding.gate.level == GateLevel::warn) return "warn";
  return std::string(verdicts.to_text(finding.verdict));
}

Outcome outcome_of(const Finding& finding, const CheckResult& result) {
  if (finding.verdict == Verdict::pass) return Outcome::pass;
  const bool open = finding.verdict == Verdict::inconclusive;
  if (open && result.open == Inconclusive::pass) return Outcome::pass;
  const bool fails = finding.gate.level == GateLevel::fail && (!open || result.open == Inconclusive::fail);
  return fails ? Outcome::fail : Outcome::warn;
}

std::string check_sentence(const CheckResult& result, const Style& style) {
  const auto count = [&](const char* word) {
    return std::count_if(result.findings.begin(), result.findings.end(),
                         [&](const Finding& finding) { return verdict_word(finding) == word; });
  };
  const auto all = static_cast<std::ptrdiff_t>(result.findings.size());
  const auto broken = count("fail"), open = count("inconclusive"), warned = count("warn");
  std::string text = broken > 0   ? fmt::format("{} of {} gates fail{}", broken, all, broken == 1 ? "s" : "")
                     : open > 0   ? fmt::format("{} of {} gates inconclusive, none fails", open, all)
                     : warned > 0 ? fmt::format("0 of {} gates fail", all)
                                  : fmt::format("{} gate{} kept", all, all == 1 ? "" : "s");
  if (broken > 0 && open > 0) text += fmt::format(", {} inconclusive", open);
  const bool counts =
      std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
        return finding.verdict == Verdict::inconclusive && outcome_of(finding, result) == Outcome::fail;
      });
  if (counts) text += ", which counts as a failure here";
  if (warned > 0) text += fmt::format(", {} warn{}", warned, warned == 1 ? "s" : "");
  if (!result.feasible())
    text += result.option.empty() ? "; nothing can serve" : "; " + result.option + " cannot serve";
  if (!result.attributions.empty()) {
    const Attribution& first = result.attributions.front();
    const double change = first.candidate_usd - first.base_usd;
    text += fmt::format("; monthly cost of {} {}", first.option, money_change(change));
    if (first.base_usd > 0) text += fmt::format(" ({})", relative_change(change / first.base_usd));
    text += fmt::format(", {}{}{}", money(first.base_usd), style.becomes(), money(first.candidate_usd));
  } else if (result.base) {
    text += "; no monthly cost changed";
  }
  return text + ".";
}

std::string share_words(const Cause& cause, const Style& style) {
  const Interval& share = cause.share_usd;
  const std::string low = money_change(share.low), high = money_change(share.high);
  return money_change(share.value) + (low == high ? "" : fmt::format(" ({}{}{})", low, style.to(), high));
}

std::string changed_words(const Cause& cause, const Style& style) {
  if (cause.before.empty() && cause.after.empty()) return cause.path;
  return fmt::format("{} ({}{}{})", cause.path, cause.before.empty() ? "not there" : cause.before,
                     style.becomes(), cause.after.empty() ? "gone" : cause.after);
}

std::string cause_words(const Cause& cause, const Style& style) {
  return changed_words(cause, style) + ": " + share_words(cause, style) + style.dot() + cause.kind;
}

std::vector<const Finding*> worst_first(const CheckResult& result) {
  std::vector<const Finding*> all;
  for (const char* word : {"fail", "inconclusive", "warn", "pass"}) {
    for (const Finding& finding : result.findings) {
      if (verdict_word(finding) == word) all.push_back(&finding);
    }
  }
  return all;
}

Location place_of(const Finding& finding, const CheckResult& result) {
  const Location place = cause_or_gate(finding, result);
  const bool in_file = place.line > 0 && !place.file.starts_with("--");
  return in_file ? place : Location{result.candidate_called, 1, 1};
}

}  // namespace llmtco
