#pragma once
#include <vector>

#include "catalog/catalog.h"
#include "scenario/inputs.h"
#include "scenario/rates.h"

namespace llmtco {

/// The rates that are fixed numbers, which overlays may be written at. What is wrong with the section is told where it is
/// read.
std::vector<OverlayRate> fixed_rates(const Node& root);
/// The currency of the report, with its rate.
void read_currency(const Place& root, const Rates& rates, Inputs& inputs);
/// The budget, in the currency of the report.
void read_budget(const Place& place, Inputs& inputs);

}  // namespace llmtco
