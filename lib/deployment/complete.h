#pragma once
#include "deployment/prepare.h"

namespace llmtco {

/// Sets the figures that are made of others: costs of the bill, the value less the cost, and limits kept, which
/// are so only where the option can serve.
void complete(const Prepared& prepared, const Context& context, Evaluation& evaluation);

}  // namespace llmtco
