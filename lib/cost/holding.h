#pragma once
#include <vector>

#include "columns/column.h"
#include "workload/traffic.h"

namespace llmtco {

/// Machines of one's own through the horizon: in service from the month that first needs them until their life ends,
/// whether they are needed so long or not, and bought again where they still are.
struct Holding {
  std::vector<Column> bought;  ///< of each month of the horizon, in service from its beginning
  std::vector<Column> held;    ///< of each month
  std::vector<Column>
      made{};         ///< Mtok read and written in each month, by all that are held; unknown if empty
  bool even = false;  ///< as many are held in every month
  Column needed_first{}, needed_last{};  ///< in the first month of the horizon and the last, for explanations
};

///     bought_m = max(0, needed_m - those bought before whose life has not ended)
///
/// Example: 2, 4, 3 and 3 needed, a life of 3 months: 2, 2, 0 and 1 are bought, 2, 4, 4 and 3 held.
Holding holding(const std::vector<Column>& needed, int life_months);

/// The same where every month needs as many.
Holding holding(const Column& needed, std::size_t months, int life_months);

/// Mean over the months of a period of what falls in each month of the horizon.
Column mean_in(const Period& period, const std::vector<Column>& of_months);

/// Machines held in the average month of a period.
Column held_in(const Holding& machines, const Period& period);

}  // namespace llmtco
