#pragma once
#include <string>

#include "gate/finding.h"
#include "report/layout.h"

namespace llmtco {

/// A value of a finding's figure, for people: $1,240, 812 ms, 84.5 %, 12.
std::string figure_value(const Finding& finding, double value);
/// What was held against the limit and the interval it is known in: "+6.1 % (+5.9 … +6.3 %)"; the reason where nothing
/// was measured.
std::string measured_words(const Finding& finding, const Style& style);
/// What was held against the limit, as measured_words() writes it: a value, or a change with its sign.
std::string held_value(const Finding& finding, double value);
/// "$1,000 → $1,061", of a check with a base.
std::string sides_words(const Finding& finding, const Style& style);
/// "own: cost.monthly: increase < 5%: +6.1 % (+5.9 … +6.3 %), $1,000 → $1,061", as it stands in a log.
std::string finding_words(const Finding& finding, const Style& style);
/// "fail", "pass", "inconclusive"; "warn" of a broken gate that warns.
std::string verdict_word(const Finding& finding);
/// What the finding comes to: as verdict_word(), and an inconclusive one as the user chose; none of a gate that warns
/// fails.
enum class Outcome { pass, warn, fail };
Outcome outcome_of(const Finding& finding, const CheckResult& result);
/// One sentence: the verdict, how many gates are broken, and what the bill of the option that matters does.
std::string check_sentence(const CheckResult& result, const Style& style);
/// "options.own.price ($2 → $3): +$1,000 (+$990 … +$1,010), price, chat.yaml:12:5"
std::string cause_words(const Cause& cause, const Style& style);
/// "options.own.price ($2 → $3)"
std::string changed_words(const Cause& cause, const Style& style);
/// "+$1,000 (+$990 … +$1,010)"
std::string share_words(const Cause& cause, const Style& style);
/// The most broken finding first: fail, inconclusive, warn, pass.
std::vector<const Finding*> worst_first(const CheckResult& result);
/// Where to look for what broke a gate: of one on a cost the largest cause of its option, else where the gate stands; the
/// first line of the candidate where that is in no file.
Location place_of(const Finding& finding, const CheckResult& result);

}  // namespace llmtco
