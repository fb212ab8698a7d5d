#pragma once
#include "text/names.h"

namespace llmtco {

/// What the best option has the least of, or of a value the most: dollars of the average month.
enum class Objective {
  cost,              ///< what is to be paid
  cost_with_damage,  ///< that and the expected damage of wrong answers
  net_value,         ///< value of right answers less both
};
inline constexpr Names<Objective, 3> objectives{{{{Objective::cost, "cost"},
                                                  {Objective::cost_with_damage, "cost_with_damage"},
                                                  {Objective::net_value, "net_value"}}}};

/// Which months have to be within the budget.
enum class BudgetOf { every_month, average_month };
inline constexpr Names<BudgetOf, 2> budget_months{
    {{{BudgetOf::every_month, "every month"}, {BudgetOf::average_month, "average month"}}}};

}  // namespace llmtco
