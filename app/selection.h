#pragma once
#include <string>
#include <vector>

#include "measures/measure.h"
#include "montecarlo/result.h"
#include "montecarlo/study.h"

namespace llmtco::app {

/// Which of a scenario's options are compared, and in which order. Names come from flags: an unknown one is an
/// InputError that says what was probably meant.

/// The place of an option; `flag` stands before what is said of an unknown one.
std::size_t option_called(const char* flag, const std::string& name, const std::vector<Option>& options);

/// Keeps these options, and of the others those that a split of them sends requests to, as yardsticks so that nothing
/// is measured against them. Of no name nothing is left out.
void keep_only(const std::vector<std::string>& names, Study& study);
/// Takes away what was kept for a split's sake.
void show_only(const std::vector<std::string>& names, Result& result);

/// The figure of an id or a key of the JSON: cost.monthly, monthly_cost_usd.
const Measure& figure_named(const std::string& flag, const std::string& name);

/// Best first by a figure: least cost, highest accuracy. Options without it come last.
void sort_options(const Measure& by, Result& result);

}  // namespace llmtco::app
