#pragma once
#include "deployment/context.h"

namespace llmtco {

/// Rented accelerators:
///
///     GPU hours = gpus x 730 h x replicas            x price per GPU hour
///
/// with the replicas of the peak all month, or (follow_load) those the mean load needs at the planned load,
/// at least one. Example: 8 A100 at $2.055/h: 8 x 730 x 2.055 = $12,001 a month.
Evaluation evaluate(const RentedOption& rented, const Context& context);

/// Owned accelerators:
///
///     capital      gpus x purchase, written off over the life with the cost of capital (finance/annuity.h)
///     power        gpus x (idle + (power - idle) x load) x 730 h x PUE           x electricity
///     colocation   gpus x power                                                  x price per kW and month
///     maintenance  gpus x purchase / 12                                          x share a year
///
/// Example: one server of 6.5 kW at $200,000 over 36 months 5,555.56; colocation at $194.95/kW 1,267.18;
/// power at PUE 1 and 10 cents 474.50 a month. Left out: spares, staff, taxes, racks and networks, unless
/// `other_costs` names them.
Evaluation evaluate(const OwnedOption& owned, const Context& context);

}  // namespace llmtco
