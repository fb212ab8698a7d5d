#pragma once
#include <string>
#include <vector>

#include "gate/finding.h"
#include "montecarlo/result.h"
#include "report/layout.h"

namespace llmtco {

/// How one sum becomes another: the first as a bar, below it each change from where the one before it ended, then the
/// last. Changes too small to see are one line.
///
///     before             $35.4k  ████████████████████
///     GPU hours          -$4.1k                 ░░░
///     power               +$300                 █
///     after              $31.6k  █████████████████
struct WaterfallStep {
  std::string name;
  double usd;
};
/// The largest first; those below a hundredth of it together, last, as "3 smaller changes".
std::vector<WaterfallStep> worth_seeing(std::vector<WaterfallStep> steps);
std::string waterfall(double before, std::vector<WaterfallStep> steps, double after, const Style& style);

/// For each option whose cost moved what moved it: by what was changed, where several things were and `causes` tells it,
/// then by the lines of its bill.
std::string change_plot(const ScenarioComparison& comparison, const std::vector<Attribution>& causes,
                        const Style& style);

/// The same of the causes alone, for a check.
std::string causes_plot(const std::vector<Attribution>& causes, const std::string& currency,
                        const Style& style);

}  // namespace llmtco
