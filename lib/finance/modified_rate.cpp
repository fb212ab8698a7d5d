#include "finance/modified_rate.h"

#include <limits>

#include "finance/annuity.h"

namespace llmtco {

Column modified_rate_of_return(const Leg& leg, const Column& finance, const Column& reinvest) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const std::vector<Drawn<Usd>> months = by_month(leg);
  if (months.size() < 2) return none;
  const auto last = static_cast<double>(months.size() - 1);
  const Column paid_rate = monthly_rate(finance), kept_rate = monthly_rate(reinvest);
  Column paid = 0.0, received = 0.0;
  for (std::size_t m = 0; m < months.size(); ++m) {
    const auto month = static_cast<double>(m);
    const Column amount = months[m] / usd;
    paid += max(0.0, -amount) * discount_factor(paid_rate, month);
    received += max(0.0, amount) * discount_factor(kept_rate, month - last);
  }
  const Column known = less(0.0, paid) * less(0.0, received);
  if (!any(known)) return none;
  const Column growth = select(known, received, 1.0) / select(known, paid, 1.0);
  return select(known, 12.0 * (exp(log(growth) / last) - 1.0), none);
}

}  // namespace llmtco
