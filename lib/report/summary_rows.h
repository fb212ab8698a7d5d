#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"
#include "report/layout.h"

namespace llmtco {

/// The comparison of options as cells of text, the same for terminal and Markdown. The first row is the
/// heading.
std::vector<std::vector<std::string>> summary_rows(const Result& result, const Style& style);
std::vector<std::vector<std::string>> difference_rows(const ScenarioComparison& comparison,
                                                      const Style& style);

/// What the columns of summary_rows() mean.
std::string summary_legend(const Result& result);
/// What the columns of difference_rows() mean.
std::string difference_legend();

/// "10.0 M requests a month of 667 tokens in and 333 out": the volume and the token mix every blended price
/// rests on.
std::string workload_text(const Result& result);

/// "as of 2026-09-23, 12 months, 16,384 draws (sobol, seed 1)".
std::string run_text(const Result& result, const Style& style);

}  // namespace llmtco
