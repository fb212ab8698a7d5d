#pragma once
#include <string>
#include <vector>

namespace llmtco {

/// "own", "own and rented", "a, b and c".
std::string listed(const std::vector<std::string>& names);

}  // namespace llmtco
