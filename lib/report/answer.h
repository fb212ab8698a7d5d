#pragma once
#include <string>

#include "montecarlo/result.h"

namespace llmtco {

/// The answer in two sentences at most: which option, by how much, how sure; then what the sum does not tell.
///
///     Least to pay: own, $35.4k a month, $1.3k less than rented and less in 94 % of draws. The yardstick api-small
///     pays less still, $11.6k; 87 % of own is people.
std::string answer_text(const Result& result);

}  // namespace llmtco
