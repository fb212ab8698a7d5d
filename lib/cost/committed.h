#pragma once
#include <string>
#include <vector>

#include "cost/bill.h"
#include "cost/use.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// Machines taken for years: paid for in every hour, used or not.
struct Reserved {
  /// How many of them an option reserves that gets a share of a split's requests.
  struct ForSplit {
    std::string split;
    Uncertain<double> replicas;
  };

  std::string name;            ///< reserved 1y
  Uncertain<double> replicas;  ///< where the option stands alone
  bool cheapest = false;       ///< so many as cost least on average: deployment/reservations.h
  std::vector<ForSplit> for_splits{};
  Uncertain<UsdPerSecond> price;  ///< of one accelerator
  std::string source{};
};

/// Machines taken for some hours of every week, paid for in all of these.
struct CapacityBlock {
  std::string name;  ///< block mon-fri 08:00-18:00
  WeekHours hours{};
  Uncertain<double> replicas;
  Uncertain<UsdPerSecond> price;
  std::string source{};
};

/// Pays for what it has taken, and serves with it as many replicas as an hour needs at most:
///
///     hours         mean over the hours of min(taken, needed) x gpus x 730 h      x price per GPU hour
///     unused hours  the rest of taken x gpus x 730 h                              x price per GPU hour
///
/// of a block in its own hours alone. Of servers that are let whole, the accelerators of as many as hold what
/// is taken, and all replicas that they hold.
///
/// Example: 3 replicas of 2 GPUs at $1.80/h where 2 are needed in 118 hours of the week and 6 in 50: (118 x 2 + 50 x 3)
/// / 168 x 2 x 730 = 3,354.5 GPU hours used, 1,025.5 not: $7,884 a month. What is needed beyond them is left to the next
/// contract: 3 replicas in 50 hours.
void bill(const Reserved& reserved, Use& left, const Block& block, Bill& lines);
void bill(const CapacityBlock& taken, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
