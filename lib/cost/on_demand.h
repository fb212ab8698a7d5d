#pragma once
#include <optional>
#include <string>

#include "cost/bill.h"
#include "cost/use.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// How machines come and go with the load.
struct MachineStarts {
  Uncertain<Seconds> ahead{};                      ///< paid for before they serve
  Uncertain<Seconds> kept{};                       ///< and after the load has gone
  std::optional<Uncertain<double>> least_hours{};  ///< whole, that are paid for of each start; one if absent
};

/// Accelerators rented by the hour.
struct OnDemand {
  Uncertain<UsdPerSecond> price;  ///< of one accelerator
  std::string source;
  std::string name{};                       ///< on demand, where other contracts share the load
  std::optional<Uncertain<double>> most{};  ///< replicas; as many as are needed, if absent
  std::optional<MachineStarts> starts{};    ///< of machines that share the load by the hour
};

/// Pays for all machines that run, and their electricity with them:
///
///     GPU hours = gpus x 730 h x replicas running            x price per GPU hour
///
/// Of servers that are let whole, the accelerators of as many as hold those replicas: of three replicas of two in
/// servers of eight, 8.
///
/// Example: 8 A100 at $2.055/h: 8 x 730 x 2.055 = $12,001 a month.
///
/// Where the use says what each hour of the week needs, it serves as many replicas as contracts before it leave, `most`
/// at most:
///
///     GPU hours        mean over the hours of the replicas needed x gpus x 730 h
///     hours of starts  replicas started a month x (ahead + kept) x gpus
///     unused hours     what `least_hours` of each start come to beyond the hours needed (cost/week_need.h)
///
/// and stands in for machines that were taken away, whose stand-ins are started as well.
///
/// Example: 3 replicas of 2 GPUs in 50 of 168 hours, five rises a week, at $2.49/h and 5 minutes ahead: 1,303.6 GPU hours
/// and 65.2 starts of 0.167 GPU hours, 10.9: $3,273 a month.
void bill(const OnDemand& rent, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
