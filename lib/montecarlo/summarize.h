#pragma once
#include "montecarlo/record.h"
#include "montecarlo/result.h"

namespace llmtco {

/// What the columns of a run say of every option. An option is feasible if it can serve in at least 95 % of
/// the draws; rarer failures are warnings. Settings of the run are not filled in. The result does not depend
/// on `threads`.
Result summarize(const Study& study, const Record& record, std::size_t replicates, int threads);

/// Changed less base for the options both studies have, draw by draw.
std::vector<OptionDifference> differences(const Study& base, const Record& base_record, const Study& changed,
                                          const Record& changed_record, std::size_t replicates, int threads);

}  // namespace llmtco
