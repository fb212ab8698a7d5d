#pragma once
#include <nlohmann/json_fwd.hpp>

#include "montecarlo/result.h"

namespace llmtco {

/// The options of the JSON (report/json.h), each under its name with the assumptions that bear upon it.
nlohmann::ordered_json options_json(const Result& result);

}  // namespace llmtco
