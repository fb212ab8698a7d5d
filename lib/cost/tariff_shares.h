#pragma once
#include "cost/token_tariff.h"

namespace llmtco {

/// Months of the horizon in which one price list is in force.
struct InForce {
  double from = 0;  ///< counted from 0
  double to = 0;
};

/// Share of a period's tasks that come while a list is in force, with what their price has become by then:
///
///     sum of growth_m x part of month m in force x (1 + change)^(m / 12), over the sum of growth_m
///
/// Example: the first year of a class that does not grow, a list from the middle of month 3 on: 8.5 / 12. With prices
/// that halve in a year and a list for all of it: the mean of 0.5^(m / 12), m from 0 to 11, 0.7424.
Column share_in_force(const ClassTraffic& traffic, const Period& period, const InForce& months,
                      const std::optional<Column>& change_a_year);

/// Part of a class's load in one of the windows.
double share_of_load(const TariffWindow& window, const std::vector<TariffWindow>& all,
                     const RequestClass& requests);

}  // namespace llmtco
