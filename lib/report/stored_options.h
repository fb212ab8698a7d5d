#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"
#include "report/stored_value.h"

namespace llmtco {

/// The inverse of option_json() (report/options_json.h); `option` stands under its name.
OptionResult stored_option(const StoredValue& option, const std::vector<std::string>& classes);

/// The assumptions of a result, with what their alternatives do to each option (report/assumptions_json.h).
std::vector<Assumption> stored_assumptions(const StoredValue& root);

/// Months of the horizon, from 1 to 1,200.
int stored_count(const StoredValue& number);
/// A month by its `month`, which counts from 1.
Subject stored_month(const StoredValue& month, int request_class = Subject::all);

}  // namespace llmtco
