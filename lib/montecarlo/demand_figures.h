#pragma once
#include "deployment/evaluate.h"
#include "measures/figures.h"
#include "montecarlo/currency.h"

namespace llmtco {

/// What is to be served in the average month of the horizon, the same for every option: tasks, and the tokens
/// they read and write.
Figures<Column> demand_figures(const Traffic& traffic);

/// Adds the tasks of the first and of the last month, where the demand grows: an average hides what comes. With seasons
/// or a launch those of every month.
void add_ends(const Demand& demand, const Traffic& traffic, const Block& block, Figures<Column>& figures);

/// Adds the rate of the currency that is reported in, where that is not dollars.
void add_rate(const Currency& currency, const Block& block, Figures<Column>& figures);

}  // namespace llmtco
