#pragma once
#include <optional>
#include <string>

#include "cost/bill.h"
#include "cost/use.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// Workers that are paid for by the second, from the start of one until it is stopped.
struct Serverless {
  Uncertain<UsdPerSecond> price;  ///< of one accelerator, of workers that come and go
  std::string source{};
  Uncertain<UsdPerSecond> active_price;  ///< of those that are always there
  std::string active_source{};
  std::optional<Uncertain<UsdPerRequest>> request_fee{};
};

/// Pays for the seconds of all workers (ServerlessUse), and a fee for each call:
///
///     answering, kept warm, cold starts    mean workers x gpus x seconds of a month     x price per GPU second
///     always on                            workers x gpus x seconds of a month          x active price
///     request fees                         calls                                        x fee
///
/// Example: 0.05 workers that answer, 0.02 kept warm and 0.01 that start, of one H100 at $0.00116/s: 0.08 x 2,628,000 s =
/// 210,240 s, $243.88.
void bill(const Serverless& serverless, Use& left, const Block& block, Bill& lines);

}  // namespace llmtco
