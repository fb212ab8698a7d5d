#pragma once
#include <deque>
#include <vector>

#include "workload/call_lengths.h"
#include "workload/tiers.h"
#include "workload/tokens.h"

namespace llmtco {

/// Months of the horizon, numbered from 0, taken together: what is said of a period is said of its average month.
struct Period {
  int first = 0;
  int months = 1;

  bool operator==(const Period&) const = default;
};

/// What one class asks for in a period.
struct ClassTraffic {
  const RequestClass* requests = nullptr;
  TaskLengths lengths;       ///< of each task, the same in every month
  TaskTokens task;           ///< all its calls together
  LongestCall longest_call;  ///< with its answer
  /// Tasks, mean of the month numbered 0; of one with a factor of 1 where seasons or a launch make months differ.
  Drawn<RequestsPerSecond> first_rate;
  std::vector<Column> growth;     ///< of each month of the period: its tasks over `first_rate`
  Drawn<RequestsPerSecond> rate;  ///< tasks, mean over the period
  /// What it counts in means over all tasks: its rate, and as much as every other class in draws without any tasks,
  /// where accuracies and times are still what a task would meet.
  Drawn<RequestsPerSecond> weight;
  /// Of the calls of a whole task, those that each of these makes: a leg of a loop makes some.
  Column of_task{1.0};
  /// Of its tasks in each month of the horizon, those that come here over their mean: of a leg whose share drifts; empty:
  /// 1 in every month.
  std::vector<Column> by_month{};

  /// Whether any of its tasks come: none do to a leg of a route that sends it no requests of this class.
  bool comes() const { return !weight.base_units().is(0); }

  /// Tasks, mean of a month of the period counted from its first.
  Drawn<RequestsPerSecond> rate_in(int month_of_period) const {
    return first_rate * growth[static_cast<std::size_t>(month_of_period)];
  }

  /// Its shares of the tiers of a tariff (workload/tiers.h), worked out when they are first asked for: they are the same
  /// for every month and every tariff with these tiers. Valid until the lengths change.
  const std::vector<TierShare>& shares(const std::vector<Tokens>& tiers) const;

  struct KnownShares {
    std::vector<Tokens> tiers;
    std::vector<TierShare> shares;
  };
  mutable std::deque<KnownShares> known_shares{};
};

/// Tasks, calls and tokens of every class in a period, worked out once a block for all options.
struct Traffic {
  Period period;
  std::vector<ClassTraffic> classes;

  /// Whether any class has more or less tasks in one month than in another.
  bool grows() const;
};

/// Rates of classes as weights: alike in draws in which all are 0.
void weigh_alike_without(std::vector<Drawn<RequestsPerSecond>>& rates);

/// Tasks of a class grow by the month: r (1 + g)^m in the month numbered m, times the factor of its season and launch
/// (workload/shape.h), so that the mean over months f to f + n - 1 is r / n x the sum of (1 + g)^m x factor.
///
/// Example: 1,000 tasks/s that grow by 10 % a month: months 0 to 2 have 1,000, 1,100 and 1,210, mean 1,103.33. With
/// seasons of 1, 1.5 and 0.5: 1,000, 1,650 and 605, mean 1,085.
///
/// The workload outlives what is returned.
Traffic traffic_in(const Workload& workload, const Block& block, const Period& period);

/// The same tasks as a model counts them, with the factors of each class: rates and growth are kept.
Traffic counted(Traffic traffic, const Counting& counting, const Block& block);

/// The same classes in the same period, of another block of draws; as they are written.
Traffic in_block(const Traffic& traffic, const Block& block);

/// Moves to another period: tokens of a task are not worked out again.
void to_period(Traffic& traffic, const Block& block, const Period& period);
/// The same traffic with every class at a multiple of its tasks.
Traffic at_multiples(const Traffic& traffic, const std::vector<Column>& factors, const Block& block);
/// The same where the multiples are another every month: of each class, by month of the traffic's period, which begins the
/// horizon; none where a class has one for all.
Traffic at_monthly_multiples(const Traffic& traffic, const std::vector<Column>& factors,
                             const std::vector<std::vector<Column>>& by_month, const Block& block);
/// The same classes in another period.
Traffic in_period(Traffic traffic, const Block& block, const Period& period);

}  // namespace llmtco
