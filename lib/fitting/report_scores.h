#pragma once
#include <string>
#include <vector>

#include "fitting/fit.h"

namespace llmtco {

/// Median, 90 % quantile and median bias of |predicted / measured - 1| for each stratum, as a Markdown table;
/// then per GPU and per model within the strata.
std::string scores_table(const std::string& title, const std::vector<Case>& cases,
                         const std::vector<double>& residuals);

/// How many left-out rows lie in their 90 % interval, as a Markdown table.
std::string coverage_table(const std::vector<Coverage>& coverages);

}  // namespace llmtco
