#pragma once
#include <string>
#include <vector>

#include "deployment/demand.h"
#include "deployment/option.h"
#include "variables/variables.h"

namespace llmtco {

/// How many replicas an option reserves where its scenario leaves that to their price, and what it would pay for
/// others: dollars of the average month, mean over draws.
struct Reservation {
  std::size_t option = 0, contract = 0;
  std::string split{};  ///< whose requests they serve; empty where the option stands alone
  int replicas = 0;
  double usd = 0;       ///< with them
  double none_usd = 0;  ///< with none reserved
  int all = 0;          ///< replicas of the fullest hour of any draw
  double all_usd = 0;   ///< with so many reserved
};

/// Finds the count with the least bill on average over the volume that is in doubt, one for all draws, as somebody has to
/// who reserves today: the newsvendor's quantile. Without whole servers and starts, replica k is reserved if
///
///     P(an hour needs k replicas) > reserved price / price of what serves otherwise
///
/// over the hours of the horizon and the draws. The bill is that of all contracts of the option, evaluated on a pilot of
/// 1,024 Sobol' points with a seed of its own, so that the count depends on the scenario alone, not on the draws, the
/// seed or the threads of a run. Counts are tried from 0 to all, of more than 24 a grid of them that is narrowed down, which
/// finds the least of a convex bill. The bill without any and with all is never less.
///
/// Example: hours need 2 replicas (70 %) or 6 (30 %), reserved at 60 % of the price on demand: the first two are needed in
/// every hour, the third in 30 %: 2 are reserved. At 25 % of the price 6.
std::vector<Reservation> cheapest_reservations(std::vector<Option> options, const Demand& demand,
                                               const Variables& variables);

/// Lets the option reserve it.
void reserve(const Reservation& reservation, OriginId origin, std::vector<Option>& options);

}  // namespace llmtco
