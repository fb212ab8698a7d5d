#pragma once
#include <vector>

#include "deployment/context.h"

namespace llmtco {

/// What an option that buys by the token pays in one month, and what its contracts found of capacities.
struct MonthBill {
  Bill lines;
  std::vector<Overload> overloads;
};

/// Whether an option has a contract that counts by the month (cost/contract.h).
bool counts_by_month(const Option& option);

/// The bills of single months of one option in one block of draws: each is worked out when it is first asked for, from
/// what its own month uses, credits after those of the months before. What is said of a period is the mean of its
/// months, so that a headline and its timeline cannot disagree.
class MonthlyBills {
 public:
  /// `tasks` of every month of the horizon, where a contract asks for them.
  MonthlyBills(const Option& option, std::vector<Drawn<Requests>> tasks)
      : option_(option), tasks_(std::move(tasks)) {}

  /// Adds the bill of the average month of the context's period, takes out the draws in which some month asks for more
  /// than can be served, and sets the figures on capacities.
  void add_to(Evaluation& evaluation, const Context& context);

 private:
  const MonthBill& of(int month, const Context& context);
  MonthBill made(int month, const Context& context);

  const Option& option_;
  std::vector<Drawn<Requests>> tasks_;
  Traffic traffic_;                ///< of the month that is worked out
  std::vector<MonthBill> months_;  ///< from the first; one stands for all that are alike
  Drawn<Usd> credited_{};          ///< by the months that are there
};

}  // namespace llmtco
