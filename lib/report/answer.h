#pragma once
#include <string>

#include "montecarlo/result.h"

namespace llmtco {

/// The answer in two sentences at most: which option, by how much, how sure.
///
///     Least to pay: own, $35,379 a month, $1,290 less than rented. It is less in 94 % of draws.
std::string answer_text(const Result& result);

}  // namespace llmtco
