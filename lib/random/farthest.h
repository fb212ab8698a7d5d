#pragma once
#include "random/distribution.h"

namespace llmtco {

/// How far from zero a draw can be: an upper bound, infinite where a double holds none. Uniform numbers come no nearer
/// to 0 and 1 than 2^-54, so a normal stays within 8.5 standard deviations.
double farthest(const Distribution& distribution);

}  // namespace llmtco
