#include "gate/finding.h"

#include <algorithm>

namespace llmtco {

Verdict CheckResult::verdict() const {
  const auto any = [&](Verdict verdict) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.gate.level == GateLevel::fail && finding.verdict == verdict;
    });
  };
  return any(Verdict::fail)           ? Verdict::fail
         : any(Verdict::inconclusive) ? Verdict::inconclusive
                                      : Verdict::pass;
}

bool CheckResult::feasible() const {
  const auto serves = [](const OptionResult& each) { return each.feasible; };
  if (!option.empty()) {
    const OptionResult* found = candidate.option(option);
    return found != nullptr && serves(*found);
  }
  return std::any_of(candidate.options.begin(), candidate.options.end(), serves);
}

}  // namespace llmtco
