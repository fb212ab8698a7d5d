#pragma once
#include <string>
#include <vector>

#include "fitting/fit.h"

namespace llmtco {

/// Of each error class, as a Markdown table: rows, and for each list of residuals (in sample, then of rows left
/// out by GPU, by model, by campaign; absent ones are empty) median and 90 % quantile of |predicted / measured -
/// 1| and its median bias, in percent. Excluded rows count for nothing.
std::string errors_table(const std::vector<Case>& cases, const std::vector<std::vector<double>>& residuals);

/// The same of one list for each group within the classes.
std::string group_table(const std::string& title, const std::vector<Case>& cases,
                        const std::vector<double>& residuals, std::string (*group)(const Case&));

/// How many left-out rows lie in their 90 % interval, as a Markdown table.
std::string coverage_table(const std::vector<Coverage>& coverages);

/// "Made on DATE from ... rows" with the numbers of rows fitted and left out, for the page.
std::string rows_text(const std::vector<Case>& cases, const std::string& date);

}  // namespace llmtco
