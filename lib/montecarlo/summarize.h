#pragma once
#include "montecarlo/record.h"
#include "montecarlo/result.h"

namespace llmtco {

/// What one part of a run tells of the quantiles of the next: one for each summary of a study.
using Hints = std::vector<detail::QuantileHints>;

/// What the columns of a run, or of a part of one, say of every option, be it feasible or not; `reason` says
/// why it cannot serve in some draws. Settings of the run are not filled in; conclude() (conclude.h) judges.
/// Of one replicate there are no intervals. The result does not depend on `threads`, nor on
/// `hints`, which parts of one run may hand on and else are null.
Result summarize(const Study& study, const Record& record, std::size_t replicates, int threads,
                 Hints* hints = nullptr);

/// Changed less base for the options both studies have, draw by draw.
std::vector<OptionDifference> differences(const Study& base, const Record& base_record, const Study& changed,
                                          const Record& changed_record, std::size_t replicates, int threads);

}  // namespace llmtco
