#pragma once
#include <optional>
#include <string>
#include <vector>

#include "yaml/node.h"

namespace llmtco {

/// Why a variable cannot have a name, if so. Names stand in formulas, so they are words that mean nothing else there.
std::optional<std::string> name_complaint(const std::string& name);

/// The words in a formula that may be names of variables, in its order; none of what is no formula. Of a number that
/// an override changes, those of what it was.
std::vector<std::string> words_of_formula(const Node& node);

}  // namespace llmtco
