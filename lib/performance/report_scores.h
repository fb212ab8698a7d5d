#pragma once
#include <string>
#include <vector>

#include "performance/cases.h"

namespace llmtco {

/// Median, 90 % quantile and median bias of |predicted / measured - 1| for each stratum, as a Markdown table;
/// then per GPU and per model within the strata.
std::string scores_table(const std::string& title, const std::vector<Case>& cases,
                         const std::vector<double>& residuals);

}  // namespace llmtco
