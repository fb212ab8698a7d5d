#pragma once
#include <optional>
#include <variant>
#include <vector>

#include "deployment/evaluation.h"
#include "units/units.h"
#include "variables/block.h"
#include "variables/uncertain.h"

namespace llmtco {

/// What one customer brings and asks for.
struct Customer {
  Uncertain<Usd> acquisition;                ///< paid to win one
  Uncertain<UsdPerSecond> revenue;           ///< of one
  Uncertain<RequestsPerSecond> tasks;        ///< of one
  std::optional<Uncertain<double>> churn{};  ///< share of the customers that leave, a month
};

/// The business around the workload: what it takes in, and what it has to last.
struct Business {
  /// For each task, or in all.
  std::optional<std::variant<Uncertain<UsdPerRequest>, Uncertain<UsdPerSecond>>> revenue{};
  /// Factor of the takings of each month, about 1, one for each month of the horizon; empty: as planned.
  std::vector<Uncertain<double>> months{};
  std::optional<Uncertain<Usd>> cash{};   ///< in the bank at the beginning
  Uncertain<UsdPerSecond> other_burn{};   ///< whatever else is paid
  std::optional<Uncertain<Usd>> funds{};  ///< that the option may cost in all
  std::optional<Customer> customer{};
};

/// What is paid and asked for in the months of the horizon, of one option.
struct BusinessPath {
  std::vector<Drawn<Usd>> cash;        ///< paid in each month
  std::vector<Drawn<Requests>> tasks;  ///< of each month
};

/// Adds to an option:
///
///     revenue of month m = price x tasks of m x factor of m
///     margin             = 1 - what is to be paid / revenue, of the average month
///     balance at the end of month m = cash + sum of (revenue - paid - other burn) of the months up to it
///     runway             = months at whose end no balance so far was below 0, of those of the horizon
///     out by month m     = share of the draws in which a balance up to the end of month m was below 0
///     funds last         = months before what was paid in all is more than the funds
///     customer           payback = acquisition / (revenue - tasks x cost of a task), of who stays: with churn c the
///                        month n with acquisition = margin x (1 - (1 - c)^n) / c
///
/// Example: $100,000, $20,000 paid and $5,000 taken in a month, $3,000 of other burn: 18,000 less each month; 5 months,
/// in the sixth the money is out. Payback of $300 at a margin of $20 a month: 15 months; with 5 % that leave each month
/// ln(1 - 300 x 0.05 / 20) / ln(0.95) = 27.03.
void add_business(const Business& business, const BusinessPath& path, const Block& block,
                  Evaluation& evaluation);

}  // namespace llmtco
