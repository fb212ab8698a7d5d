#pragma once
#include <vector>

#include "measured/cases.h"

namespace llmtco {

/// Rows of one configuration differ in load and lengths alone and err together, and so, less, do the
/// configurations of one campaign. A row counts as what it adds to the others (the design effect of cluster
/// samples, Kish 1965), counted for each kind of row apart:
///
///     weight = 1 / ((1 + 0.15 (rows of the configuration - 1)) (1 + 0.03 (configurations of the campaign - 1)))
///
/// and 0.1 in place of 0.15 for kernels, which err by shape rather than together. Eight rows of one
/// configuration, one of two of its campaign: 1 / (2.05 x 1.03) = 0.474 each. Excluded rows count for nothing.
void weigh_rows(std::vector<Case>& cases);

}  // namespace llmtco
