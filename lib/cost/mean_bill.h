#pragma once
#include <vector>

#include "cost/bill.h"

namespace llmtco {

/// The bill of the average month: each line the mean of those of the months that are the same item with the same
/// labels, in their order. A month that lacks a line pays nothing by it.
///
///     quantity = mean of the quantities,  unit price = what all months pay, or mean of the amounts / quantity
///
/// Example: 100 Mtok at $2 and 300 Mtok at $1: 200 Mtok at $1.25, $250. Of lump sums the price is the mean. Requires one
/// month at least.
Bill mean_of(const std::vector<const Bill*>& months);

}  // namespace llmtco
