#pragma once
#include <string>

#include "montecarlo/objective.h"
#include "montecarlo/statistics.h"
#include "text/names.h"

namespace llmtco {

/// Whether an option may win, and else why not: the first of these that holds.
enum class Standing {
  in_race,
  yardstick,         ///< the scenario shows it, but nobody may take it
  cannot_serve,      ///< in more than 5 % of the draws
  energy_only,       ///< its bill counts nothing else, and is compared with no other
  accuracy_unknown,  ///< and the objective or a limit needs it
  misses_limits,     ///< in more than half of the draws
};
inline constexpr Names<Standing, 6> standings{{{{Standing::in_race, "in the race"},
                                                {Standing::yardstick, "yardstick"},
                                                {Standing::cannot_serve, "cannot serve"},
                                                {Standing::energy_only, "counts energy only"},
                                                {Standing::accuracy_unknown, "accuracy unknown"},
                                                {Standing::misses_limits, "misses its limits"}}}};

/// Which option to take, among those in the race, and how sure that is.
struct Answer {
  Objective objective = Objective::cost;
  std::string best;       ///< the least mean of the objective; empty where nothing is in the race
  std::string runner_up;  ///< the next; empty where there is none
  /// Share of draws in which the best one keeps its limits and nothing in the race is better.
  Estimate p_best{};
  /// Best less runner-up, dollars of the average month, draw by draw: what is to be paid, with damage where the
  /// objective says so, of a net value the loss. Negative: the best one is better. Without a runner-up it says
  /// nothing, as p_below.
  Statistics difference_usd;
  Estimate p_below{};  ///< share of draws in which that difference is below 0
};

}  // namespace llmtco
