#pragma once
#include <optional>
#include <string>

#include "cost/bill.h"
#include "cost/throughput.h"
#include "variables/uncertain.h"

namespace llmtco {

/// Provisioned throughput: units at a flat fee, each of which serves so many tokens a minute (PTU of Azure, GSU of
/// Google, model units of Amazon).
struct Provisioned {
  Uncertain<double> units;        ///< the same in all draws and months
  bool cheapest = false;          ///< `units` is still to be decided (deployment/cheapest_units.h)
  Uncertain<UsdPerSecond> price;  ///< of one unit
  Uncertain<Tokens> input;        ///< that a unit reads in a minute
  std::optional<Uncertain<Tokens>> output{};         ///< that a unit writes in a minute besides
  std::optional<Uncertain<double>> output_weight{};  ///< or: what a token written counts as of those read
  Uncertain<double> cache_read_weight{1.0};          ///< what a token read from a cache counts as
  Overflow overflow = Overflow::standard;
  std::string source{};
};

/// Pays units x price, whether they are used or not, and takes what they serve:
///
///     units asked = (input + weight x output) a minute / input of a unit, or the larger of input / input of a unit and
///                   output / output of a unit
///
/// hour by hour (workload/week_load.h). What is above is left, for the tariff that follows, or waits or is refused.
///
/// Example: two units of 10,000 tokens a minute at $221 a month. 30,000 a minute are asked in half of the hours and none
/// in the others: 1 of 3 is left; a month of 657 Mtok leaves 219, and pays $442.
void bill(const Provisioned& provisioned, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
