#pragma once
#include <optional>
#include <string>

#include "cost/bill.h"
#include "cost/use.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// How often something happens.
using PerTime = Quantity<Dimension{.seconds = -1}>;

/// Machines that are cheap because they may be taken away.
struct Spot {
  std::string name;                         ///< spot
  std::optional<Uncertain<double>> most{};  ///< replicas; as many as are needed, if absent
  Uncertain<UsdPerSecond> price;            ///< of one accelerator
  std::string source{};
  Uncertain<PerTime> evictions;  ///< of one replica that runs
  Uncertain<Seconds> rework{};   ///< of its work lost at each, to be done again
  Uncertain<Seconds> restart{};  ///< paid for until one that is started serves
  bool stand_ins = false;        ///< the next contract serves meanwhile; else work waits
};

/// Serves as many replicas as an hour needs, `most` at most. A machine runs for 1 / e hours between evictions, does w of
/// its last work again, and its successor takes d to serve. Of a replica's worth of work in an hour, spot machines are
/// paid for
///
///     (1 + e d) / (1 - e w)             where work waits for the successor
///     (1 + e d) / (1 + e (d - w))       where others stand in, for e d / (1 + e (d - w)), started as often as that
///
/// of which 1, or what nobody stands in for, are `spot hours` and the rest `hours lost to evictions`. Replicas that start
/// because the load rises are paid for d as well (`hours of starts`).
///
/// Example: 4 replicas through the month, evicted at 5 % an hour, 3 minutes to be done again and 5 to start: 4 x 730 =
/// 2,920 hours, and (1 + 0.05 / 12) / (1 - 0.0025) - 1 = 0.668 % of them lost: 19.5 hours. Where others stand in, they do
/// for 0.05 / 12 / 1.001667 = 0.416 %, 12.1 hours, after 145.8 evictions.
///
/// Left out: that evictions come in crowds when everybody wants machines, and that there may be none to be had then.
void bill(const Spot& spot, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
