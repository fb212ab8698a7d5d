#pragma once
#include <optional>
#include <string>

namespace llmtco {

/// Why a variable cannot have a name, if so. Names stand in formulas, so they are words that mean nothing else there.
std::optional<std::string> name_complaint(const std::string& name);

}  // namespace llmtco
