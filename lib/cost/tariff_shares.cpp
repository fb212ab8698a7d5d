#include "cost/tariff_shares.h"

#include <algorithm>

#include "columns/column_math.h"

namespace llmtco {

Column share_in_force(const ClassTraffic& traffic, const Period& period, const InForce& months,
                      const std::optional<Column>& change_a_year) {
  Column covered = 0.0, all = 0.0;
  for (int i = 0; i < period.months; ++i) {
    const Column& growth = traffic.growth[static_cast<std::size_t>(i)];
    all += growth;
    const double month = period.first + i;
    const double part = std::min(month + 1, months.to) - std::max(month, months.from);
    if (part <= 0) continue;
    Column tasks = part == 1 ? growth : part * growth;
    if (change_a_year && month > 0) tasks = tasks * pow(1.0 + *change_a_year, month / 12);
    covered += tasks;
  }
  return covered / all;
}

double share_of_load(const TariffWindow& window, const std::vector<TariffWindow>& all,
                     const RequestClass& requests) {
  if (!requests.profile || all.size() == 1) return window.share_of_week;
  if (window.hours) return share_in(*requests.profile, *window.hours);
  double others = 0;
  for (const TariffWindow& other : all) {
    if (other.hours) others += share_in(*requests.profile, *other.hours);
  }
  return std::max(0.0, 1 - others);
}

}  // namespace llmtco
