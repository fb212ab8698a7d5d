#pragma once

#include "fused.h"

namespace llmtco::bench {

/// Fits the three polynomials; the tables are the caller's.
void fit_polynomials(Prepared& prepared);

}  // namespace llmtco::bench
