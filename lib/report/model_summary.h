#pragma once
#include <string>

#include "catalog/model.h"

namespace llmtco {

/// What follows from a model's shape, as comment lines behind its entry: its layers by kind, what a sequence
/// keeps with 16 bits a number, per token, for its windows and whatever its length, and the parameters counted.
///
///     # layers       15 full, 45 deltanet
///     # cache        30,720 B a token in 16 bits, and a state of 192 MB a sequence
///     # at 262,144   8.25 GB a sequence
///     # parameters   396.3 B counted, 17.35 B of them for a token
std::string model_summary(const Model& model);

}  // namespace llmtco
