#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace llmtco {

/// JSON as it is written: laid out, what is no UTF-8 replaced, unsafe characters as \uNNNN, with a line end.
std::string json_text(const nlohmann::ordered_json& all, int indent = 2);

}  // namespace llmtco
