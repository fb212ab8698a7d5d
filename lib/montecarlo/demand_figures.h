#pragma once
#include "deployment/evaluate.h"
#include "measures/figures.h"

namespace llmtco {

/// What is to be served in the average month of the horizon, the same for every option: tasks, and the tokens
/// they read and write.
Figures<Column> demand_figures(const Traffic& traffic);

}  // namespace llmtco
