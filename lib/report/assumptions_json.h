#pragma once
#include <nlohmann/json_fwd.hpp>

#include "montecarlo/result.h"

namespace llmtco {

/// The assumptions of a result, by what they change of its answer.
nlohmann::ordered_json assumptions_json(const Result& result);
/// Those that bear upon one of its options, by what they change of it; `effect_low_usd` and `effect_high_usd` are the
/// ends of what its alternatives do to what it pays a month, null where none was computed.
nlohmann::ordered_json assumptions_json(const Result& result, const std::string& option);

}  // namespace llmtco
