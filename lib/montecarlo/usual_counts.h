#pragma once
#include "montecarlo/result.h"
#include "montecarlo/settings.h"
#include "montecarlo/study.h"

namespace llmtco {

/// Puts a warning before all others where the counts of a study are billed tokens of unlike models and the usual
/// factors (Study::as_usual) would change what is to be paid for an option by a tenth, or who pays less than whom:
/// the option that is moved most, what it would cost, and its place among all. From a few draws of that study.
void warn_of_equal_counts(const Study& study, const Settings& settings, Result& result);

}  // namespace llmtco
