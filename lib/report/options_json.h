#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "montecarlo/result.h"

namespace llmtco {

/// The options of the JSON (report/json.h), each under its name with the assumptions that bear upon it.
nlohmann::ordered_json options_json(const Result& result);

/// One of them, without the assumptions.
nlohmann::ordered_json option_json(const OptionResult& option, const std::vector<std::string>& classes);

}  // namespace llmtco
