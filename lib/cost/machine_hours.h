#pragma once
#include <string>

#include "cost/bill.h"
#include "cost/use.h"

namespace llmtco {

/// Who lets machines by the hour, and at which price: what its lines have in common.
struct LetAt {
  const std::string& name;  ///< of the contract, which labels its lines
  const std::string& source;
  OriginId origin;
  Drawn<UsdPerSecond> price;  ///< of one accelerator
};

/// A line of the hours of so many accelerators through the month.
LineItem hours_line(ItemId item, const LetAt& by, const Capacity& machines, const Column& accelerators);

}  // namespace llmtco
