#pragma once
#include <string>

#include "cost/bill.h"
#include "cost/use.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// What being locked in may cost: leaving again, if it comes to that.
struct Exit {
  Uncertain<Usd> cost;
  Uncertain<double> probability;  ///< that it comes to that, a year
  std::string source{};
};

/// An expected loss, which nobody invoices; takes nothing out of `left`:
///
///     probability / 12 exits a month x cost
///
/// Example: $200,000 at 12 % a year: $2,000 a month. The price of the freedom to leave is that it need not be paid: an
/// option without `exit` is worth as much more.
void bill(const Exit& exit, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
