#pragma once
#include <string>

#include "cost/bill.h"
#include "cost/use.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// Accelerators rented by the hour.
struct OnDemand {
  Uncertain<UsdPerSecond> price;  ///< of one accelerator
  std::string source;
};

/// Pays for all machines that run, and their electricity with them:
///
///     GPU hours = gpus x 730 h x replicas running            x price per GPU hour
///
/// Of servers that are let whole, the accelerators of as many as hold those replicas: of three replicas of two in
/// servers of eight, 8.
///
/// Example: 8 A100 at $2.055/h: 8 x 730 x 2.055 = $12,001 a month.
void bill(const OnDemand& rent, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
