#pragma once
#include <string>

#include "gate/finding.h"
#include "report/layout.h"

namespace llmtco {

/// A check for a terminal: the verdict in a sentence, a line for each gate and option with its rule and what was
/// measured, the worst first; then the causes, and what gates say nothing of. `explain` adds how it was decided.
std::string to_text(const CheckResult& result, const Style& style, bool explain = false);

/// docs/check.md says its keys.
std::string to_json(const CheckResult& result);

/// A page that stands by itself as that of a result does (html.h): the verdict and what to do, every gate with its interval
/// against its limit, and what moved the costs.
std::string to_html(const CheckResult& result);

/// For a comment on a pull request: a mark by which the comment is found again, the sentence, the table, the causes
/// folded away. At most 65,536 characters, which is what a comment may have; what is cut is said.
std::string to_markdown(const CheckResult& result);

/// A test suite for each option, a test case for each gate; inconclusive ones are skipped. As Jenkins' junit-10.xsd has
/// it.
std::string to_junit(const CheckResult& result);

/// SARIF 2.1.0: a rule for each gate, a result for each that is not kept, at the line that moved most. Kept ones have
/// none: GitHub shows every result as an alert, of kind pass or not.
std::string to_sarif(const CheckResult& result);

/// Annotations as GitHub reads them in a log: ::error file=chat.yaml,line=12::..., the worst first, ten of a kind.
std::string to_github(const CheckResult& result);

}  // namespace llmtco
