#pragma once
#include <string>
#include <vector>

#include "montecarlo/result.h"

namespace llmtco {

/// The keys that options have in the JSON, in its order.
std::vector<std::string> json_field_names(const Result& result);

/// Of the JSON the options, and of each these keys alone; one that an option does not have is null.
///
///     {"options": {"gpt-4o": {"monthly_cost_usd": {...}}}}
std::string to_json(const Result& result, const std::vector<std::string>& fields);

}  // namespace llmtco
