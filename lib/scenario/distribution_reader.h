#pragma once
#include <optional>
#include <string>

#include "random/distribution.h"
#include "scenario/number.h"

namespace llmtco {

/// Reads {normal: {mean: 5, sd: 1}} and its like; numbers in it have the dimension of `form`. Its keys are
/// checked as well.
std::optional<WrittenNumber> read_distribution(const Node& node, const NumberForm& form,
                                               const InputFolder& folder, Diagnostics& diagnostics);

}  // namespace llmtco
